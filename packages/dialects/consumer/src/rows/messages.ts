import { postInRoomOrder, row } from '@crosstalk/dialect-kit';
import type { Told } from '../frames.js';
import { locateChat, locateOrMakeChat } from '../locate-chat.js';
import { messageRefSchema, newMessageSchema } from '../to-domain.js';
import { sameName, wireMessage } from '../to-wire.js';
import { withClientId } from '../with-client-id.js';

export const messageRows = {
  new_message: row({
    useCases: ['postMessage', 'findRoom', 'createRoom'],
    concurrent: true,
    input: newMessageSchema,
    run: async (call, input): Promise<Told | null> => {
      const { message: text, reply_to: replyTo, client_id: clientId } = input;
      const content = { text, replyTo, clientId };
      const roomId = await locateOrMakeChat(call, input, content);
      const message = await postInRoomOrder(call, { roomId, ...content });
      if (message === null) return null;
      const told = wireMessage(message, sameName(input), call.rendering);
      return { type: 'new_message', content: withClientId(told, call.request.correlation) };
    },
  }),
  message_read: row({
    useCases: ['markRead', 'findRoom'],
    input: messageRefSchema,
    run: async (call, input): Promise<Told> => {
      const roomId = await locateChat(call, input);
      await call.useCases.markRead(call.actor, { roomId, upToMessage: input.message_id });
      const { message_id } = input;
      return {
        type: 'message_read',
        content: { ...sameName(input), message_id, user_id: call.viewer.userId },
      };
    },
  }),
  delete_message: row({
    useCases: ['deleteMessage', 'findRoom'],
    input: messageRefSchema,
    run: async (call, input): Promise<Told> => {
      const roomId = await locateChat(call, input);
      const { message_id } = input;
      await call.useCases.deleteMessage(call.actor, message_id, roomId);
      return {
        type: 'delete_message',
        content: { ...sameName(input), message_id, user_id: call.viewer.userId },
      };
    },
  }),
};
