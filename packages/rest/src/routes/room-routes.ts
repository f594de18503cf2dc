import { titleSchema, usersSchema } from '@crosstalk/dialect-kit';
import { LIMITS } from '@crosstalk/domain';
import { z } from 'zod';
import { bearerRoute, type Route } from '../http/route.js';
import { madeOrThere, roomAnswer, roomsOf } from '../present/answers.js';
import { isoTime } from '../present/iso-time.js';
import { roomListSchema, roomSchema } from '../schema/answer-schemas.js';
import { limitText, roomPath, timeText } from '../schema/path-schemas.js';

const DEFAULT_PAGE = 50;

const listRooms: Route = bearerRoute({
  method: 'GET',
  path: '/rooms',
  summary: 'The caller’s rooms, newest activity first; `next` goes into `before`.',
  useCase: 'listRooms',
  query: z.object({ before: timeText.optional(), limit: limitText(LIMITS.roomPage, DEFAULT_PAGE) }),
  answers: { 200: roomListSchema },
  async run({ query }, context) {
    const { rooms, hasMore } = await context.useCases.listRooms(context.actor, query);
    const last = rooms.at(-1);
    const next = hasMore && last ? isoTime(last.room.updatedAt) : null;
    return { status: 200, json: { items: await roomsOf(rooms, context), next } };
  },
});

const createRoom: Route = bearerRoute({
  method: 'POST',
  path: '/rooms',
  summary: 'Makes a room; a direct room that is there already is answered with 200.',
  useCase: 'createRoom',
  body: z.object({ type: z.enum(['direct', 'group']), users: usersSchema, title: titleSchema.optional() }),
  answers: { 201: roomSchema, 200: roomSchema },
  async run({ body }, context) {
    const room = await context.useCases.createRoom(context.actor, body);
    return roomAnswer(room, context, madeOrThere(room.created));
  },
});

const getRoom: Route = bearerRoute({
  method: 'GET',
  path: '/rooms/:id',
  summary: 'One room of the caller.',
  useCase: 'getRoom',
  params: roomPath,
  answers: { 200: roomSchema },
  run: async ({ params }, context) =>
    roomAnswer(await context.useCases.getRoom(context.actor, params.id), context),
});

const updateRoom: Route = bearerRoute({
  method: 'PATCH',
  path: '/rooms/:id',
  summary: 'Renames the room or says how long it keeps messages, for all; mutes it for the caller.',
  useCase: 'renameRoom',
  params: roomPath,
  body: z.object({
    title: titleSchema.optional(),
    muted: z.boolean('must be true or false').optional(),
    retention_days: z.int('must be a whole number or null').min(1).max(36_500).nullable().optional(),
  }),
  answers: { 200: roomSchema },
  async run({ params: { id: roomId }, body: { title, muted, retention_days: days } }, context) {
    const { useCases, actor } = context;
    // What is refused to most comes first, so that nothing has changed then.
    const kept = days === undefined ? null : await useCases.setRetention(actor, { roomId, days });
    const renamed = title === undefined ? kept : await useCases.renameRoom(actor, { roomId, title });
    const changed = muted === undefined ? renamed : await useCases.muteRoom(actor, { roomId, muted });
    return roomAnswer(changed ?? (await useCases.getRoom(actor, roomId)), context);
  },
});

const deleteRoom: Route = bearerRoute({
  method: 'DELETE',
  path: '/rooms/:id',
  summary: 'Removes the room and its messages, for all.',
  useCase: 'deleteRoom',
  params: roomPath,
  answers: { 204: 'empty' },
  async run({ params }, { useCases, actor }) {
    await useCases.deleteRoom(actor, params.id);
    return { status: 204 };
  },
});

export const roomRoutes: readonly Route[] = [listRooms, createRoom, getRoom, updateRoom, deleteRoom];
