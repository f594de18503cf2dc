import {
  CLOSE_REASONS,
  type Codec,
  type Contract,
  type Dialect,
  type EncodedBatch,
  type EventTable,
  eventEnvelope,
  type Frame,
  type Incoming,
  publicRow,
  type Rendering,
  row,
  type Session,
  shared,
  silent,
  UnreadableRequest,
} from '@crosstalk/dialect-kit';
import type { DomainEvent, EventType, User, UserId } from '@crosstalk/domain';
import { ChatError, DEFAULT_TENANT } from '@crosstalk/domain';
import { z } from 'zod';

export const rendering: Rendering = {
  fileUrl: (id) => `http://files/${id}`,
  shareEmails: true,
  sharesContacts: () => false,
  roomOf: () => undefined,
  presenceOf: (userId) => ({ userId, online: false, lastSeen: null }),
};

/** Counts how often it is asked, so that a test can tell what was rendered once. */
export class CountingCodec implements Codec {
  texts = 0;
  packs = 0;

  text(frame: Frame): string {
    this.texts += 1;
    return JSON.stringify(frame);
  }

  pack(texts: readonly string[]): EncodedBatch {
    this.packs += 1;
    return { texts, buffer: new Uint8Array() };
  }
}

const QUIET: EventType[] = [
  'message.edited',
  'message.deleted',
  'message.reacted',
  'room.updated',
  'members.changed',
];
const OTHERS: EventType[] = [
  'room.joined',
  'room.left',
  'viewing.changed',
  'visibility.changed',
  'unread.changed',
  'member.updated',
  'user.updated',
  'call.started',
];
const REST: EventType[] = [
  'call.answered',
  'call.ice',
  'call.ended',
  'presence.changed',
  'message.posted',
  'room.read',
  'typing.changed',
];

/** Every event silent but those given. */
export function eventTable(rows: Partial<EventTable>): EventTable {
  const quiet = [...QUIET, ...OTHERS, ...REST].map((type) => [type, silent('not of this test')]);
  return { ...Object.fromEntries(quiet), ...rows } as EventTable;
}

function read(incoming: Incoming): { event: string; data: unknown; correlation: unknown } {
  if (incoming.kind !== 'text') throw new ChatError('invalid', 'text only');
  let value: { event: string; data: unknown; key?: unknown };
  try {
    value = JSON.parse(incoming.text) as typeof value;
  } catch {
    throw new UnreadableRequest(null, new ChatError('invalid', 'not JSON'));
  }
  return { event: String(value.event), data: value.data, correlation: value.key ?? null };
}

/** The runner never looks at it. */
const NO_CONTRACT: Contract = {
  access: '',
  envelope: eventEnvelope(),
  requests: {},
  messages: {},
  refusals: [],
  parts: { reply: {}, files: {}, mentions: {}, clientId: {} },
  models: {},
};

export function probeDialect(parts: Partial<Dialect> = {}): Dialect {
  return {
    name: 'probe',
    transport: { kind: 'websocket', paths: ['/probe'] },
    frameBytes: 1_000,
    rows: {
      auth: publicRow({
        useCases: ['authenticate'],
        input: z.object({ token: z.string() }),
        run: async (call, { token }) => ({ user: (await call.authenticate(token)).user.id }),
      }),
      echo: row({
        useCases: ['getMe'],
        input: z.object({ text: z.string('must be a string') }),
        run: async (_call, input) => input,
      }),
    },
    events: eventTable({ 'typing.changed': shared((event) => [{ typing: event.userId }]) }),
    lacks: {},
    fieldNames: { roomId: 'chat', 'files.0': 'file' },
    contract: NO_CONTRACT,
    read,
    answer: ({ event, correlation }, result) => ({
      frames: result ? [{ ok: event, key: correlation, ...result }] : [],
      acknowledgement: { ok: true },
    }),
    refuse: (request, error) => ({
      frames: [
        {
          error: error.code,
          event: request?.event ?? null,
          key: request?.correlation ?? null,
          fields: error.fields,
        },
      ],
      acknowledgement: { ok: false },
    }),
    expiry: { frames: [], graceMs: 0, close: CLOSE_REASONS.tokenExpired },
    ...parts,
  };
}

export function sessionOf(id: number): Session {
  const userId = id as UserId;
  const user: User = {
    id: userId,
    tenant: DEFAULT_TENANT,
    externalId: null,
    email: null,
    firstName: `U${id}`,
    lastName: null,
    middleName: null,
    phone: null,
    photo: null,
    createdAt: 0,
    lastSeen: null,
  };
  return { actor: { userId, tenant: DEFAULT_TENANT, scopes: [] }, user };
}

export function typing(userId: number): DomainEvent {
  return { type: 'typing.changed', roomId: 1 as never, userId: userId as UserId, on: true };
}
