import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { ChannelsClient } from '../harness/channels-client.js';
import { Cluster } from '../harness/cluster.js';
import { newPerson, type Person } from '../harness/people.js';
import { Profile } from '../harness/profile.js';

/** Written in the background at most twice a second, whatever the number of sends: it may fall into any measurement. */
const READ_MARKS = 'update members';

describe('What a request costs in database operations', () => {
  let cluster: Cluster;
  let profile: Profile;
  let ann: Person;
  let socket: ChannelsClient;
  let channelId: number;

  before(async () => {
    cluster = await Cluster.start({ gateways: 1 });
    const bob = await newPerson(cluster.node(0).url, 'Bob');
    ann = await newPerson(cluster.node(0).url, 'Ann');
    socket = await ChannelsClient.connect(cluster.node(0).url, ann.token);
    const { channel } = await socket.does<{ channel: { id: number } }>('channel-create', {
      type: 'direct',
      users: [bob.id],
    });
    channelId = channel.id;
    for (let index = 0; index < 5; index += 1) await send();
    profile = await Profile.start(cluster);
  });

  after(async () => {
    socket?.close();
    await profile?.close();
    await cluster?.stop();
  });

  const send = (): Promise<unknown> =>
    socket.does('message-send', { channelId, text: 'x', clientId: randomUUID() });
  const costOf = async (task: () => Promise<unknown>): Promise<string[]> =>
    (await profile.during(task)).filter((name) => name !== READ_MARKS);

  it('a send: numbers and the message, and nothing else', async () => {
    expect(await costOf(send)).to.deep.equal(['findAndModify rooms', 'insert messages']);
  });

  it('many sends at once: hardly more than one', async () => {
    const operations = await costOf(() => Promise.all(Array.from({ length: 100 }, send)));
    expect(operations.filter((name) => name === 'insert messages').length).to.be.at.most(10);
    expect(
      operations.filter((name) => name !== 'insert messages' && name !== 'findAndModify rooms'),
    ).to.deep.equal([]);
  });

  it('connecting: who it is, which rooms, where they stand', async () => {
    let second: ChannelsClient | undefined;
    const operations = await costOf(async () => {
      second = await ChannelsClient.connect(cluster.node(0).url, ann.token);
    });
    expect(operations.filter((name) => name !== 'find users')).to.deep.equal(['find members']);
    expect(operations.length).to.be.at.most(2);
    second?.close();
  });

  it('a page of history: the right to see it, its messages and their authors', async () => {
    const operations = await costOf(() => socket.does('messages-history', { channelId, limit: 50 }));
    expect(operations.filter((name) => name === 'find messages').length).to.equal(1);
    expect(operations.filter((name) => name !== 'find users')).to.deep.equal([
      'find members',
      'find members',
      'find messages',
      'find rooms',
    ]);
  });
});
