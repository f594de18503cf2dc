import { row, userIdSchema, usersSchema } from '@crosstalk/dialect-kit';
import { ROLES } from '@crosstalk/domain';
import { z } from 'zod';
import { channelRef } from '../to-domain.js';
import { channelFor } from './channels.js';

const someUsers = channelRef.extend({ users: usersSchema.min(1, 'must name at least one user') });

export const memberRows = {
  'members-add': row({
    useCases: ['addMembers'],
    input: someUsers,
    run: async (call, { channelId, users }) => {
      const grown = await call.useCases.addMembers(call.actor, { roomId: channelId, users });
      return { channel: channelFor(call, grown), added: grown.added };
    },
  }),
  'members-remove': row({
    useCases: ['removeMembers'],
    input: someUsers,
    run: async (call, { channelId, users }) => {
      const { removed } = await call.useCases.removeMembers(call.actor, { roomId: channelId, users });
      return { channelId, removed };
    },
  }),
  'member-role': row({
    useCases: ['changeRole'],
    input: channelRef.extend({
      userId: userIdSchema,
      role: z.enum(ROLES, `must be one of ${ROLES.join(', ')}`),
    }),
    run: async (call, { channelId, userId, role }) => ({
      channel: channelFor(
        call,
        await call.useCases.changeRole(call.actor, { roomId: channelId, userId, role }),
      ),
    }),
  }),
  'channel-leave': row({
    useCases: ['leaveRoom'],
    input: channelRef,
    run: async (call, { channelId }) => {
      await call.useCases.leaveRoom(call.actor, channelId);
      return { channelId };
    },
  }),
};
