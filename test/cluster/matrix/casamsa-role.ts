import { CasamsaClient } from '../../harness/casamsa-client.js';
import type { Role } from './actor.js';

interface Update {
  readonly id: number;
  readonly fields: { readonly text?: string; readonly is_read?: boolean };
}

/** One of the updates of the frame is of this message and says this. */
function updates(data: unknown, messageId: number, says: (fields: Update['fields']) => boolean): boolean {
  const { updates: list } = data as { readonly updates: readonly Update[] };
  return list.some(({ id, fields }) => id === messageId && says(fields));
}

export const casamsaRole: Role = {
  dialect: 'casamsa',
  cannotDo: ['reply', 'delete'],
  cannotSee: ['reply', 'presence'],
  async enter({ wsUrl, person, roomId }) {
    const client = await CasamsaClient.connect(wsUrl, person.token);
    const ask = async (method: string, args: object) => {
      const answer = await client.ask(method, args);
      if (answer.type === 'error') throw new Error(`${method}: ${JSON.stringify(answer.data)}`);
      return answer.data;
    };
    return {
      userId: person.id,
      async post(text) {
        const { message } = await ask('send_message', { chat: roomId, text });
        return (message as { readonly id: number }).id;
      },
      remove: () => Promise.reject(new Error('casamsa has no deletion')),
      read: async () => void (await ask('read_messages', { chat: roomId })),
      async seesMessage(text) {
        const { data } = await client.next(
          'new_message',
          ({ message }) => (message as { readonly text: string }).text === text,
        );
        return { authorId: (data.message as { readonly user: { readonly pk: number } }).user.pk };
      },
      seesDeletion: async (messageId) =>
        void (await client.next('messages_updated', (data) =>
          updates(data, messageId, ({ text }) => text === ''),
        )),
      seesReading: async (messageId) =>
        void (await client.next('messages_updated', (data) =>
          updates(data, messageId, ({ is_read }) => is_read === true),
        )),
      seesPresence: () => Promise.reject(new Error('casamsa has no presence')),
      close: () => client.close(),
    };
  },
};
