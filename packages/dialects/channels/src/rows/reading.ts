import { type Call, counterSchema, limitSchema, roomIdSchema, row } from '@crosstalk/dialect-kit';
import { LIMITS, type MessageView, type RoomSync } from '@crosstalk/domain';
import { z } from 'zod';
import { channelRef, querySchema, revsOf, revsSchema } from '../to-domain.js';
import { messageModel } from '../to-wire.js';
import { channelFor } from './channels.js';

const DEFAULT_PAGE = 50;

const historySchema = channelRef
  .extend({
    before: counterSchema.optional(),
    after: counterSchema.optional(),
    around: counterSchema.optional(),
    limit: limitSchema(LIMITS.historyPage, DEFAULT_PAGE),
  })
  .refine(({ before, after, around }) => [before, after, around].filter(Number.isInteger).length <= 1, {
    path: ['before'],
    error: 'give only one of before, after and around',
  });

function messagesFor(call: Call, messages: readonly MessageView[]) {
  return messages.map((message) => messageModel(message, call.rendering));
}

function changesFor(call: Call, sync: RoomSync) {
  const { roomId, rev, voids, more, reset } = sync;
  const changes = messagesFor(call, sync.changes);
  return { channelId: roomId, rev, changes, voids, more, reset, channel: channelFor(call, sync.room) };
}

export const readingRows = {
  'messages-history': row({
    useCases: ['readHistory'],
    input: historySchema,
    run: async (call, { channelId, ...page }) => {
      const found = await call.useCases.readHistory(call.actor, { roomId: channelId, ...page });
      return { messages: messagesFor(call, found.messages), hasMore: found.hasMore };
    },
  }),
  sync: row({
    useCases: ['syncRooms'],
    input: z.object({ channels: revsSchema, limit: limitSchema(LIMITS.syncChanges, LIMITS.syncChanges) }),
    run: async (call, { channels, limit }) => {
      const result = await call.useCases.syncRooms(call.actor, { revs: revsOf(channels), limit });
      return {
        channels: result.rooms.map((each) => changesFor(call, each)),
        joined: result.joined.map((each) => channelFor(call, each)),
        left: result.left,
      };
    },
  }),
  'channel-read': row({
    useCases: ['markRead'],
    input: channelRef.extend({ seq: counterSchema.optional() }),
    run: async (call, { channelId, seq }) => ({
      channelId,
      ...(await call.useCases.markRead(call.actor, { roomId: channelId, seq })),
    }),
  }),
  'messages-search': row({
    useCases: ['searchMessages'],
    input: z.object({ q: querySchema, channelId: roomIdSchema.optional() }),
    run: async (call, { q, channelId }) => {
      const found = await call.useCases.searchMessages(call.actor, { query: q, roomId: channelId });
      return { messages: messagesFor(call, found) };
    },
  }),
};
