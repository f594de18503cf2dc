import { randomUUID } from 'node:crypto';
import { CasamsaClient } from '../harness/casamsa-client.js';
import { ChannelsClient } from '../harness/channels-client.js';
import type { Cluster } from '../harness/cluster.js';
import { newPerson } from '../harness/people.js';

/** Ann on the first gateway, by `channels`, and Bob on the second, by `casamsa`, in a direct room. */
export interface Talk {
  /** Both send so many messages; resolves when every one was acknowledged and read by the other. */
  say(times: number): Promise<void>;
  close(): void;
}

/** What each gateway delivers to its one client for the room itself. */
export const DELIVERIES_OF_A_NEW_ROOM = 1;

export async function openTalk(cluster: Cluster): Promise<Talk> {
  const ann = await newPerson(cluster.node(0).url, 'Ann');
  const bob = await newPerson(cluster.node(1).url, 'Bob');
  const onChannels = await ChannelsClient.connect(cluster.node(0).url, ann.token);
  const onCasamsa = await CasamsaClient.connect(cluster.node(1).wsUrl, bob.token);
  const { channel } = await onChannels.does<{ channel: { id: number } }>('channel-create', {
    type: 'direct',
    users: [bob.id],
  });
  await onCasamsa.next('new_chat');
  return {
    async say(times) {
      for (let index = 0; index < times; index += 1) {
        const text = randomUUID();
        await onChannels.does('message-send', { channelId: channel.id, text, clientId: randomUUID() });
        await onCasamsa.next('new_message', ({ message }) => (message as { text: string }).text === text);
        const answer = await onCasamsa.ask('send_message', { chat: channel.id, text: `re ${text}` });
        if (answer.type !== 'message_created') throw new Error(`send_message was answered ${answer.type}`);
        await onChannels.next('message-created', (message) => message.text === `re ${text}`);
      }
    },
    close() {
      onChannels.close();
      onCasamsa.close();
    },
  };
}
