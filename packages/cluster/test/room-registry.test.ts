import { selfTest } from '@crosstalk/cluster';
import {
  type DomainEvent,
  type Published,
  publication,
  roomChannel,
  type SequencedEvent,
  userChannel,
} from '@crosstalk/domain';
import { expect } from 'chai';
import { after, describe, it } from 'mocha';
import { buildRemoval, buildRoom, roomId, userId } from './support/build-event.js';
import { ClusterNode, freshPrefix, redisUrl, revsSeen } from './support/cluster-node.js';
import { startDeafProxy } from './support/deaf-proxy.js';
import { eventually } from './support/eventually.js';
import { RoomLog } from './support/room-log.js';

describe('room registry', () => {
  const nodes: ClusterNode[] = [];
  const log = new RoomLog();
  const prefix = freshPrefix();
  let lastRoom = 0;

  async function node(lingerMs = 5000): Promise<ClusterNode> {
    const made = new ClusterNode(log, { prefix, lingerMs });
    nodes.push(made);
    await made.redis.ready(30_000);
    return made;
  }
  function room(...members: number[]) {
    lastRoom += 1;
    const id = roomId(lastRoom);
    log.create(id, members.map(userId));
    return { id, channel: roomChannel(id) };
  }

  after(() => Promise.all(nodes.map((each) => each.close())));

  it('tells connections of both nodes, its own at once, and keeps the origin on its node', async () => {
    const [a, b] = [await node(), await node()];
    const { id, channel } = room(1, 2);
    const here = await a.join(1, channel);
    const there = await b.join(2, channel);
    const event: SequencedEvent = { ...log.post(id), origin: { connectionId: here.id } };
    a.registry.publish(channel, event);
    const [own] = here.seen as Published<DomainEvent>[];
    const at = own?.[publication]?.at;
    expect(at).to.be.closeTo(Date.now(), 60_000);
    expect(own).to.deep.equal({ ...event, [publication]: { at, origin: 'local' } });
    await eventually('the other node has it', () => there.seen.length > 0);
    const { origin: _, ...neutral } = event;
    expect(there.seen).to.deep.equal([{ ...neutral, [publication]: { at, origin: 'remote' } }]);
    expect(here.seen, 'the copy that comes back is dropped').to.have.length(1);
  });

  it('delivers what is published right after subscribing, 500 times of 500', async () => {
    const [a, b] = [await node(), await node()];
    let got = 0;
    for (let round = 0; round < 500; round += 1) {
      const { id, channel } = room(1);
      const connection = await b.join(1, channel);
      a.registry.publish(channel, log.post(id));
      await eventually(`event of round ${round}`, () => connection.seen.length === 1);
      b.registry.removeAll(connection);
      got += 1;
    }
    expect(got).to.equal(500);
  });

  it('waits for a Redis that is slow to subscribe', async () => {
    const a = await node();
    const proxy = await startDeafProxy(Number(new URL(redisUrl()).port || 6379), 40);
    const slow = new ClusterNode(log, { prefix, url: proxy.url });
    nodes.push(slow);
    await slow.redis.ready(30_000);
    // After a new connection rooms are resynchronised, which would hide a missed event: let that be over.
    await selfTest(slow.redis);
    const { id, channel } = room(1);
    const connection = await slow.join(1, channel);
    a.registry.publish(channel, log.post(id));
    await eventually('the event is there', () => connection.seen.length === 1);
    await slow.close();
    await proxy.close();
  });

  it('gives one order to both nodes under concurrent publishers whose publishes overtake each other', async () => {
    const [a, b] = [await node(), await node()];
    const { id, channel } = room(1, 2);
    const here = await a.join(1, channel);
    const there = await b.join(2, channel);
    const events = Array.from({ length: 400 }, () => log.post(id));
    const shuffled = events.map((event, index) => ({ event, place: index + Math.random() * 20 }));
    shuffled.sort((one, two) => one.place - two.place);
    for (const [index, { event }] of shuffled.entries()) {
      (index % 2 ? a : b).registry.publish(channel, event);
      if (index % 7 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await eventually('all are delivered', () => here.seen.length >= 400 && there.seen.length >= 400);
    const order = events.map(({ rev }) => rev);
    expect(revsSeen(here)).to.deep.equal(order);
    expect(revsSeen(there)).to.deep.equal(order);
  });

  it('heals a lost publish from storage when the next change arrives', async () => {
    const [a, b] = [await node(), await node()];
    const { id, channel } = room(1);
    const there = await b.join(1, channel);
    a.registry.publish(channel, log.post(id));
    log.post(id); // stored, its publish lost
    log.edit(id, 1); // as well
    a.registry.publish(channel, log.post(id));
    await eventually('the node has caught up', () => revsSeen(there).includes(4));
    expect(there.seen.map((event) => event.type)).to.deep.equal([
      'message.posted',
      'message.posted',
      'message.posted',
      'message.edited',
    ]);
  });

  it('heals when the tip of the room is told', async () => {
    const [a, b] = [await node(), await node()];
    const { id, channel } = room(1);
    const there = await b.join(1, channel);
    log.post(id);
    const { rev } = log.post(id);
    a.registry.publish(channel, { type: 'room.tip', roomId: id, rev });
    await eventually('the node has caught up', () => there.seen.length === 2);
    expect(revsSeen(there)).to.deep.equal([1, 2]);
  });

  it('shows nothing to a member whose removal was never told', async () => {
    const [a, b] = [await node(), await node()];
    const { id, channel } = room(1, 2);
    const stays = await b.join(1, channel);
    const goes = await b.join(2, channel);
    log.remove(id, userId(2));
    a.registry.publish(channel, log.post(id));
    await eventually('the member has it', () => stays.seen.length === 1);
    expect(goes.seen).to.deep.equal([]);
    expect(b.evictions).to.deep.equal([{ connection: goes, channel, reason: 'refreshed' }]);
    expect(b.registry.audience(channel).has(goes)).to.equal(false);
  });

  it('holds an event back while storage cannot say who may see it', async () => {
    const [a, b] = [await node(), await node()];
    const { id, channel } = room(1, 2);
    const stays = await b.join(1, channel);
    const goes = await b.join(2, channel);
    log.remove(id, userId(2));
    const event = log.post(id);
    log.failure = new Error('storage is away');
    const reads = log.reads;
    a.registry.publish(channel, event);
    await eventually('storage was asked more than once', () => log.reads > reads + 1);
    expect([stays.seen, goes.seen]).to.deep.equal([[], []]);
    log.failure = null;
    await eventually('the member has it', () => stays.seen.length === 1);
    expect(goes.seen).to.deep.equal([]);
  });

  it('takes out those whom members.changed or room.left names', async () => {
    const [a, b] = [await node(), await node()];
    const { id, channel } = room(1, 2, 3);
    const stays = await b.join(1, channel);
    const removed = await b.join(2, channel);
    const left = await b.join(3, channel, userChannel(userId(3)));
    a.registry.publish(channel, buildRemoval(id, log.remove(id, userId(2)), [userId(2)]));
    await eventually('the rest is told', () => stays.seen.length === 1);
    expect(removed.seen).to.deep.equal([]);
    a.registry.publish(userChannel(userId(3)), {
      type: 'room.left',
      userId: userId(3),
      room: buildRoom(id, log.remove(id, userId(3))),
      reason: 'left',
      actorId: userId(3),
    });
    await eventually('the one who left is told', () => left.seen.some(({ type }) => type === 'room.left'));
    expect([...b.registry.audience(channel)]).to.deep.equal([stays]);
    expect([...b.registry.channelsOf(left)]).to.deep.equal([userChannel(userId(3))]);
  });

  it('drops a title that is older than what was shown', async () => {
    const a = await node();
    const { id, channel } = room(1);
    const here = await a.join(1, channel);
    const title = (stateRev: number) =>
      ({ type: 'room.updated', roomId: id, room: buildRoom(id, stateRev), actorId: userId(1) }) as const;
    a.registry.publish(channel, title(2));
    a.registry.publish(channel, title(3));
    a.registry.publish(channel, title(2));
    expect(here.seen.map((event) => ('room' in event ? event.room.stateRev : 0))).to.deep.equal([2, 3]);
  });

  it('unsubscribes from a channel some time after its last connection left', async () => {
    const lingering = await node(30);
    const { channel } = room(1);
    const connection = await lingering.join(1, channel);
    const name = `${prefix}:events#/#${channel}#`;
    const subscribers = async () =>
      Number(((await lingering.redis.commands.call('PUBSUB', 'SHARDNUMSUB', name)) as unknown[])[1]);
    expect(await subscribers()).to.equal(1);
    lingering.registry.removeAll(connection);
    await eventually('Redis knows no subscriber', async () => (await subscribers()) === 0);
  });
});
