import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { ChannelsClient } from '../harness/channels-client.js';
import { Cluster } from '../harness/cluster.js';
import { newPerson, type Person } from '../harness/people.js';

/** The promise: a killed node's users are offline within this time. */
const PROMISED_MS = 15_000;

describe('Presence', () => {
  let cluster: Cluster;
  let ann: Person;
  let bob: Person;
  let watcher: ChannelsClient;

  before(async () => {
    cluster = await Cluster.start({ gateways: 2 });
    [ann, bob] = await Promise.all([
      newPerson(cluster.node(0).url, 'Ann'),
      newPerson(cluster.node(1).url, 'Bob'),
    ]);
    watcher = await ChannelsClient.connect(cluster.node(0).url, ann.token);
    await watcher.does('channel-create', { type: 'direct', users: [bob.id] });
  });

  after(async () => {
    watcher?.close();
    await cluster?.stop();
  });

  it('tells who comes, and nothing when somebody reloads the page', async () => {
    await watcher.does('presence-subscribe', { users: [bob.id] });
    const first = await watcher.next('presence');
    expect(first.data).to.deep.include({ userId: bob.id, online: false });
    const socket = await ChannelsClient.connect(cluster.node(1).url, bob.token);
    const online = await watcher.next('presence');
    expect(online.data).to.deep.include({ userId: bob.id, online: true });
    socket.close();
    await ChannelsClient.connect(cluster.node(1).url, bob.token);
    const seen = watcher.all('presence').length;
    const third = await newPerson(cluster.node(0).url, 'Cid');
    const marker = await ChannelsClient.connect(cluster.node(0).url, third.token);
    await watcher.does('presence-subscribe', { users: [third.id] });
    await watcher.next('presence', ({ userId, online: on }) => userId === third.id && on === true);
    marker.close();
    expect(
      watcher
        .all('presence')
        .slice(seen)
        .filter(({ userId }) => userId === bob.id),
    ).to.deep.equal([]);
  });

  it('knows that the people of a killed node are gone', async () => {
    await cluster.node(1).kill();
    const offline = await watcher.next(
      'presence',
      ({ userId, online }) => userId === bob.id && online === false,
      PROMISED_MS,
    );
    expect(offline.data.lastSeen).to.be.a('string');
    watcher.close();
    const later = await ChannelsClient.connect(cluster.node(0).url, ann.token);
    await later.does('presence-subscribe', { users: [bob.id] });
    expect((await later.next('presence')).data).to.deep.include({ userId: bob.id, online: false });
    later.close();
  });
});
