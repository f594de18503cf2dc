import { CasamsaClient } from './casamsa-client.js';
import { ChannelsClient } from './channels-client.js';
import type { Cluster } from './cluster.js';
import { newPerson, type Person } from './people.js';

export interface Conversation {
  readonly ann: Person;
  readonly bob: Person;
  readonly annSocket: ChannelsClient;
  readonly bobSocket: CasamsaClient;
  /** The direct room of both; each knows of it. */
  readonly roomId: number;
}

/** Ann on the first node, by Socket.IO, opens a direct room with Bob on the second, by a raw WebSocket. */
export async function startConversation(cluster: Cluster): Promise<Conversation> {
  const [first, second] = [cluster.node(0), cluster.node(1)];
  const [ann, bob] = await Promise.all([newPerson(first.url, 'Ann'), newPerson(second.url, 'Bob')]);
  const annSocket = await ChannelsClient.connect(first.url, ann.token);
  const bobSocket = await CasamsaClient.connect(second.wsUrl, bob.token);
  const { channel } = await annSocket.does<{ channel: { id: number } }>('channel-create', {
    type: 'direct',
    users: [bob.id],
  });
  await bobSocket.next('new_chat');
  return { ann, bob, annSocket, bobSocket, roomId: channel.id };
}
