import { type Call, limitSchema, row, timeSchema, titleSchema, usersSchema } from '@crosstalk/dialect-kit';
import { LIMITS, type RoomForMember } from '@crosstalk/domain';
import { z } from 'zod';
import { channelRef, flagSchema } from '../to-domain.js';
import { channelModel } from '../to-wire.js';

const DEFAULT_PAGE = 50;

export function channelFor(call: Call, { room, member }: RoomForMember) {
  return channelModel(room, member, call.rendering);
}

export const channelRows = {
  'channel-create': row({
    useCases: ['createRoom'],
    input: z.object({
      type: z.enum(['direct', 'group'], 'must be "direct" or "group"'),
      users: usersSchema,
      title: titleSchema.optional(),
    }),
    run: async (call, input) => {
      const made = await call.useCases.createRoom(call.actor, input);
      return { channel: channelFor(call, made), created: made.created };
    },
  }),
  'channels-list': row({
    useCases: ['listRooms'],
    input: z.object({ before: timeSchema.optional(), limit: limitSchema(LIMITS.roomPage, DEFAULT_PAGE) }),
    run: async (call, { before, limit }) => {
      const page = { limit, ...(before === undefined ? {} : { before: Date.parse(before) }) };
      const { rooms, hasMore } = await call.useCases.listRooms(call.actor, page);
      return { channels: rooms.map((each) => channelFor(call, each)), hasMore };
    },
  }),
  'channel-get': row({
    useCases: ['getRoom'],
    input: channelRef,
    run: async (call, { channelId }) => ({
      channel: channelFor(call, await call.useCases.getRoom(call.actor, channelId)),
    }),
  }),
  'channel-update': row({
    useCases: ['renameRoom'],
    input: channelRef.extend({ title: titleSchema }),
    run: async (call, { channelId, title }) => ({
      channel: channelFor(call, await call.useCases.renameRoom(call.actor, { roomId: channelId, title })),
    }),
  }),
  'channel-delete': row({
    useCases: ['deleteRoom'],
    input: channelRef,
    run: async (call, { channelId }) => {
      await call.useCases.deleteRoom(call.actor, channelId);
      return { channelId };
    },
  }),
  'channel-clear': row({
    useCases: ['clearRoom'],
    input: channelRef.extend({ hide: flagSchema.default(false) }),
    run: async (call, { channelId, hide }) => ({
      channel: channelFor(call, await call.useCases.clearRoom(call.actor, { roomId: channelId, hide })),
    }),
  }),
  'channel-mute': row({
    useCases: ['muteRoom'],
    input: channelRef.extend({ muted: flagSchema }),
    run: async (call, { channelId, muted }) => ({
      channel: channelFor(call, await call.useCases.muteRoom(call.actor, { roomId: channelId, muted })),
    }),
  }),
};
