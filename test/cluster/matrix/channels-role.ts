import { ChannelsClient } from '../../harness/channels-client.js';
import type { Role } from './actor.js';

interface MessageModel {
  readonly id: number;
  readonly author: { readonly id: number };
  readonly replyTo: { readonly id: number } | null;
}

export const channelsRole: Role = {
  dialect: 'channels',
  cannotDo: [],
  cannotSee: [],
  async enter({ url, person, roomId, others }) {
    const client = await ChannelsClient.connect(url, person.token);
    await client.does('presence-subscribe', { users: others });
    return {
      userId: person.id,
      async post(text, replyTo) {
        const sent = await client.does<{ message: MessageModel }>('message-send', {
          channelId: roomId,
          text,
          ...(replyTo === undefined ? {} : { replyTo }),
        });
        return sent.message.id;
      },
      remove: async (messageId) => void (await client.does('message-delete', { messageId })),
      read: async () => void (await client.does('channel-read', { channelId: roomId })),
      async seesMessage(text) {
        const { data } = await client.next('message-created', (message) => message.text === text);
        const { author, replyTo } = data as unknown as MessageModel;
        return { authorId: author.id, replyTo: replyTo?.id ?? null };
      },
      seesDeletion: async (messageId) =>
        void (await client.next('message-deleted', ({ id }) => id === messageId)),
      seesReading: async (_messageId, readerId) =>
        void (await client.next('channel-read', ({ userId }) => userId === readerId)),
      seesPresence: async (userId, online) =>
        void (await client.next('presence', (data) => data.userId === userId && data.online === online)),
      close: () => client.close(),
    };
  },
};
