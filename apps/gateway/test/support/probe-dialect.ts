/** @module A wire of the tests: requests `{event, data}` and answers `[event, payload]`, on either transport. */
import {
  CLOSE_REASONS,
  type Contract,
  type Dialect,
  type EventTable,
  eventEnvelope,
  type Incoming,
  personal,
  publicRow,
  row,
  shared,
  silent,
} from '@crosstalk/dialect-kit';
import type { DomainEvent, EventType, RoomId } from '@crosstalk/domain';
import { z } from 'zod';

const roomInput = z.object({ room: z.number() }).transform(({ room }) => ({ roomId: room as RoomId }));

const TYPES: Record<EventType, true> = {
  'message.posted': true,
  'message.edited': true,
  'message.deleted': true,
  'message.reacted': true,
  'room.updated': true,
  'members.changed': true,
  'room.read': true,
  'typing.changed': true,
  'viewing.changed': true,
  'room.joined': true,
  'room.left': true,
  'unread.changed': true,
  'member.updated': true,
  'user.updated': true,
  'visibility.changed': true,
  'call.started': true,
  'call.answered': true,
  'call.ice': true,
  'call.ended': true,
  'presence.changed': true,
};

const events = {
  ...Object.fromEntries(Object.keys(TYPES).map((type) => [type, silent<DomainEvent>('not of these tests')])),
  'message.posted': shared(({ message, roomId }, rendering) => [
    ['posted', { text: message.text, members: rendering.roomOf(roomId)?.memberCount ?? null }],
  ]),
  'room.read': shared(({ userId, readSeq }) => [['read', { user: userId, seq: readSeq }]]),
  'viewing.changed': shared(({ userId, on }) => [['viewing', { user: userId, on }]]),
  'room.joined': personal(({ room }) => [['joined', { room: room.id }]]),
  'presence.changed': shared(({ userId, online }) => [['presence', { user: userId, online }]]),
} as EventTable;

/** Nothing of a node looks at it but the documentation. */
const NO_CONTRACT: Contract = {
  access: '',
  envelope: eventEnvelope(),
  requests: {},
  messages: {},
  refusals: [],
  parts: { reply: {}, files: {}, mentions: {}, clientId: {} },
  models: {},
};

export function probeDialect(parts: Partial<Dialect> & Pick<Dialect, 'name' | 'transport'>): Dialect {
  return {
    frameBytes: 100_000,
    contract: NO_CONTRACT,
    rows: {
      auth: publicRow({
        useCases: ['authenticate'],
        input: z.object({ token: z.string() }),
        run: async (call, { token }) => ({ user: (await call.authenticate(token)).user.id }),
      }),
      watch: row({
        useCases: [],
        input: z.object({}),
        run: async (call) => ({
          partners: (await call.watchPartners()).map(({ userId, online }) => [userId, online]),
        }),
      }),
      open: row({
        useCases: ['openRoom'],
        input: roomInput,
        run: async (call, { roomId }) => {
          call.setOpenRoom(roomId);
          await call.useCases.openRoom(call.actor, roomId);
          return { before: null };
        },
      }),
      post: row({
        useCases: ['postMessage'],
        input: z.object({ room: z.number(), text: z.string() }),
        concurrent: true,
        run: async (call, { room, text }) => {
          const { message } = await call.useCases.postMessage(call.actor, { roomId: room as RoomId, text });
          return { seq: message.seq };
        },
      }),
    },
    events,
    lacks: {},
    fieldNames: {},
    read(incoming: Incoming) {
      if (incoming.kind === 'event')
        return { event: incoming.event, data: incoming.payload, correlation: undefined };
      const { event, data } = JSON.parse(incoming.kind === 'text' ? incoming.text : '{}') as {
        event: string;
        data: unknown;
      };
      return { event, data, correlation: undefined };
    },
    answer: ({ event }, result) => ({
      frames: [[`${event}.done`, result]],
      acknowledgement: { done: event, ...result },
    }),
    refuse: (request, error) => ({
      frames: [['refused', { event: request?.event ?? null, code: error.code }]],
      acknowledgement: { code: error.code },
    }),
    expiry: { frames: [], graceMs: 0, close: CLOSE_REASONS.tokenExpired },
    ...parts,
  };
}
