import { row } from '@crosstalk/dialect-kit';
import { locateChat } from '../locate-chat.js';
import { chatSchema } from '../to-domain.js';

export const typingRows = {
  user_typing: row({
    useCases: ['setTyping', 'findRoom'],
    input: chatSchema,
    run: async (call, input): Promise<null> => {
      const roomId = await locateChat(call, input);
      await call.useCases.setTyping(call.actor, { roomId, on: true });
      return null;
    },
  }),
};
