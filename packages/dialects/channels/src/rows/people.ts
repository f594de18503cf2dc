import { row, usersSchema } from '@crosstalk/dialect-kit';
import { LIMITS } from '@crosstalk/domain';
import { z } from 'zod';
import { channelRef, flagSchema, querySchema } from '../to-domain.js';
import { presenceModel, userModel } from '../to-wire.js';

const watchedSchema = usersSchema.max(
  LIMITS.presenceSubscriptions,
  `must name at most ${LIMITS.presenceSubscriptions} users`,
);

export const peopleRows = {
  typing: row({
    useCases: ['setTyping'],
    input: channelRef.extend({ on: flagSchema }),
    run: async (call, { channelId, on }) => {
      await call.useCases.setTyping(call.actor, { roomId: channelId, on });
      return { channelId, on };
    },
  }),
  'presence-subscribe': row({
    useCases: ['watchPresence'],
    input: z.object({ users: watchedSchema }),
    run: async (call, { users }) => {
      // Only whom the domain shows is listened to; then join before reading, so that no change falls in between.
      const visible = (await call.useCases.watchPresence(call.actor, users)).map(({ userId }) => userId);
      await call.watchPresence(visible);
      const presences = await call.useCases.watchPresence(call.actor, visible);
      return { presence: presences.map(presenceModel) };
    },
  }),
  visibility: row({
    useCases: ['setVisibility'],
    input: z.object({ visible: flagSchema }),
    run: async (call, { visible }) => {
      await call.useCases.setVisibility(call.actor, visible);
      return { visible };
    },
  }),
  'users-search': row({
    useCases: ['searchUsers'],
    input: z.object({ q: querySchema }),
    run: async (call, { q }) => ({
      users: (await call.useCases.searchUsers(call.actor, q)).map(userModel),
    }),
  }),
};
