import { randomUUID } from 'node:crypto';
import { type JsonFrame, JsonSocket } from '../../harness/json-socket.js';
import type { Role } from './actor.js';

interface Content {
  readonly id: number;
  readonly message: string;
  readonly user_id: number;
  readonly message_id: number;
  readonly reply_to: number | null;
  readonly client_id?: string;
}

const contentOf = (frame: JsonFrame): Content => frame.content as Content;

export const consumerRole: Role = {
  dialect: 'consumer',
  cannotDo: [],
  cannotSee: [],
  async enter({ wsUrl, person, roomId }) {
    const socket = await JsonSocket.connect(`${wsUrl}/ws/chats/`, {
      authorization: `Bearer ${person.token}`,
    });
    const chat = { chat_type: 'group', chat_id: roomId };
    const next = async (type: string, matches: (content: Content) => boolean): Promise<Content> =>
      contentOf(await socket.next(type, (frame) => frame.type === type && matches(contentOf(frame))));
    return {
      userId: person.id,
      async post(text, replyTo) {
        const client_id = randomUUID();
        const content = { ...chat, message: text, reply_to: replyTo ?? null, client_id };
        socket.send({ type: 'new_message', content });
        return (await next('new_message', (sent) => sent.client_id === client_id)).id;
      },
      async remove(messageId) {
        socket.send({ type: 'delete_message', content: { ...chat, message_id: messageId } });
        await next('delete_message', ({ message_id }) => message_id === messageId);
      },
      async read(messageId) {
        socket.send({ type: 'message_read', content: { ...chat, message_id: messageId } });
        await next(
          'message_read',
          ({ message_id, user_id }) => message_id === messageId && user_id === person.id,
        );
      },
      async seesMessage(text) {
        const { user_id, reply_to } = await next('new_message', ({ message }) => message === text);
        return { authorId: user_id, replyTo: reply_to };
      },
      seesDeletion: async (messageId) =>
        void (await next('delete_message', ({ message_id }) => message_id === messageId)),
      seesReading: async (_messageId, readerId) =>
        void (await next('message_read', ({ user_id }) => user_id === readerId)),
      seesPresence: async (userId, online) =>
        void (await next(online ? 'set_online' : 'set_offline', ({ user_id }) => user_id === userId)),
      close: () => socket.close(),
    };
  },
};
