import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { ChannelsClient } from '../harness/channels-client.js';
import { Cluster } from '../harness/cluster.js';
import { eventually } from '../harness/deadline.js';
import { newPerson, type Person } from '../harness/people.js';

interface Change {
  readonly id: number;
  readonly rev: number;
  readonly text: string;
  readonly editedAt: string | null;
  readonly deletedAt: string | null;
}
interface Sync {
  readonly channels: { channelId: number; rev: number; changes: Change[]; more: boolean }[];
  readonly joined: { id: number }[];
  readonly left: number[];
}

describe('A client that was away', () => {
  let cluster: Cluster;
  let ann: Person;
  let bob: Person;
  let annSocket: ChannelsClient;
  let channelId: number;

  before(async () => {
    cluster = await Cluster.start({ gateways: 2 });
    [ann, bob] = await Promise.all([
      newPerson(cluster.node(0).url, 'Ann'),
      newPerson(cluster.node(1).url, 'Bob'),
    ]);
    annSocket = await ChannelsClient.connect(cluster.node(0).url, ann.token);
    const { channel } = await annSocket.does<{ channel: { id: number } }>('channel-create', {
      type: 'group',
      users: [bob.id],
      title: 'g',
    });
    channelId = channel.id;
  });

  after(async () => {
    annSocket?.close();
    await cluster?.stop();
  });

  const say = async (text: string): Promise<{ id: number; rev: number }> =>
    (await annSocket.does<{ message: { id: number; rev: number } }>('message-send', { channelId, text }))
      .message;

  it('gets exactly what it missed: posts, edits, reactions and deletes, each once and as it is now', async () => {
    const kept = await say('kept');
    const edited = await say('before the edit');
    const deleted = await say('to be deleted');
    const before = await ChannelsClient.connect(cluster.node(1).url, bob.token);
    const start = await before.does<Sync>('sync', { channels: { [channelId]: 0 } });
    const rev = start.channels[0]?.rev ?? 0;
    expect(start.channels[0]?.changes.map(({ id }) => id)).to.deep.equal([kept.id, edited.id, deleted.id]);
    before.close();

    const posted = await say('posted meanwhile');
    await annSocket.does('message-edit', { messageId: edited.id, text: 'after the edit' });
    await annSocket.does('message-edit', { messageId: edited.id, text: 'after the second edit' });
    await annSocket.does('message-delete', { messageId: deleted.id });
    await annSocket.does('message-react', { messageId: kept.id, emoji: '👍', on: true });

    const back = await ChannelsClient.connect(cluster.node(0).url, bob.token);
    const { channels } = await back.does<Sync>('sync', { channels: { [channelId]: rev } });
    const [slice] = channels;
    expect(slice?.more).to.equal(false);
    expect(slice?.changes.map(({ id }) => id)).to.deep.equal([posted.id, edited.id, deleted.id, kept.id]);
    const byId = new Map(slice?.changes.map((change) => [change.id, change]));
    expect(byId.get(edited.id)?.text).to.equal('after the second edit');
    expect(byId.get(deleted.id)?.deletedAt).to.be.a('string');
    expect(byId.get(deleted.id)?.text).to.equal('');
    const again = await back.does<Sync>('sync', { channels: { [channelId]: slice?.rev } });
    expect(again.channels[0]?.changes).to.deep.equal([]);
    back.close();
  });

  it('has no gap between what sync gives and what comes live', async () => {
    const socket = await ChannelsClient.connect(cluster.node(1).url, bob.token);
    const storm = Promise.all(Array.from({ length: 200 }, (_, index) => say(`storm ${index}`)));
    const { channels } = await socket.does<Sync>('sync', { channels: { [channelId]: 0 }, limit: 500 });
    const synced = new Set(channels[0]?.changes.map(({ rev }) => rev));
    const sent = await storm;
    await eventually('every message of the storm', () => {
      const live = new Set(socket.all('message-created').map(({ rev }) => Number(rev)));
      return sent.every(({ rev }) => synced.has(rev) || live.has(rev));
    });
    socket.close();
  });

  it('is told of rooms that it joined or left meanwhile', async () => {
    const other = await annSocket.does<{ channel: { id: number } }>('channel-create', {
      type: 'group',
      users: [bob.id],
      title: 'new',
    });
    await annSocket.does('members-remove', { channelId, users: [bob.id] });
    const socket = await ChannelsClient.connect(cluster.node(1).url, bob.token);
    const { joined, left } = await socket.does<Sync>('sync', { channels: { [channelId]: 1 } });
    expect(left).to.deep.equal([channelId]);
    expect(joined.map(({ id }) => id)).to.include(other.channel.id);
    socket.close();
  });
});
