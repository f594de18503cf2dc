import { row, titleSchema, usersSchema } from '@crosstalk/dialect-kit';
import { z } from 'zod';
import type { Told } from '../frames.js';
import { chatRef, namedUsersSchema, newRoomOf } from '../to-domain.js';
import { wireChat } from '../to-wire.js';

const someUsers = chatRef.extend({ users: namedUsersSchema });

export const chatRows = {
  create_chat: row({
    useCases: ['createRoom'],
    input: z.object({ users: usersSchema, title: titleSchema.optional() }),
    run: async (call, input): Promise<Told> => {
      const { room } = await call.useCases.createRoom(call.actor, newRoomOf(call.actor.userId, input));
      return { type: 'chat_created', data: { chat: wireChat(room, call.rendering) } };
    },
  }),
  update_chat: row({
    useCases: ['renameRoom'],
    input: chatRef.extend({ title: titleSchema }),
    run: async (call, { chat, title }): Promise<Told> => {
      const { room } = await call.useCases.renameRoom(call.actor, { roomId: chat, title });
      return { type: 'chat_updated', data: { chat: wireChat(room, call.rendering) } };
    },
  }),
  remove_from_chat: row({
    useCases: ['removeMembers'],
    input: someUsers,
    run: async (call, { chat, users }): Promise<Told> => {
      const { room, removed } = await call.useCases.removeMembers(call.actor, { roomId: chat, users });
      return {
        type: 'user_removed_successful',
        data: { user_ids: removed, chat: wireChat(room, call.rendering) },
      };
    },
  }),
  add_to_chat: row({
    useCases: ['addMembers'],
    input: someUsers,
    run: async (call, { chat, users }): Promise<Told> => {
      const { room, added } = await call.useCases.addMembers(call.actor, { roomId: chat, users });
      return {
        type: 'user_added_successful',
        data: { user_ids: added, chat: wireChat(room, call.rendering) },
      };
    },
  }),
};
