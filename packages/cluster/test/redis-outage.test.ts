import { roomChannel } from '@crosstalk/domain';
import { OwnRedis } from '@crosstalk/testing';
import { expect } from 'chai';
import { after, afterEach, before, describe, it } from 'mocha';
import { roomId, userId } from './support/build-event.js';
import { ClusterNode, freshPrefix, revsSeen } from './support/cluster-node.js';
import { startDeafProxy } from './support/deaf-proxy.js';
import { eventually } from './support/eventually.js';
import { RoomLog } from './support/room-log.js';

describe('while Redis is away', () => {
  const log = new RoomLog();
  const rejections: unknown[] = [];
  const note = (reason: unknown): void => void rejections.push(reason);
  let redis: OwnRedis;
  let a: ClusterNode;
  let b: ClusterNode;
  const prefix = freshPrefix();
  let lastRoom = 0;

  function room(...members: number[]) {
    lastRoom += 1;
    const id = roomId(lastRoom);
    log.create(id, members.map(userId));
    return { id, channel: roomChannel(id) };
  }

  before(async () => {
    process.on('unhandledRejection', note);
    redis = await OwnRedis.start();
    const options = { prefix, url: redis.url, barrierMs: 100 };
    [a, b] = [new ClusterNode(log, options), new ClusterNode(log, options)];
    await Promise.all([a.redis.ready(30_000), b.redis.ready(30_000)]);
  });

  afterEach(() => {
    expect(rejections).to.deep.equal([]);
  });

  after(async () => {
    await Promise.all([a?.close(), b?.close()]);
    await redis?.remove();
    process.off('unhandledRejection', note);
  });

  it('own connections are told at once, the others when it is back, and rooms joined meanwhile work', async () => {
    const [old, young] = [room(1, 2), room(1, 2)];
    const here = await a.join(1, old.channel);
    const there = await b.join(2, old.channel);
    a.registry.publish(old.channel, log.post(old.id));
    await eventually('the other node has the first', () => there.seen.length === 1);

    await redis.kill();
    a.registry.publish(old.channel, log.post(old.id));
    expect(revsSeen(here)).to.deep.equal([1, 2]);
    await eventually('the publish has failed', () => a.counts.failed === 1);
    const late = await b.join(2, young.channel);
    a.registry.publish(young.channel, log.post(young.id));

    await redis.resume();
    await eventually('what was missed is healed', () => there.seen.length === 2 && late.seen.length === 1);
    expect(b.counts.onResync).to.be.greaterThan(0);
    await eventually('the publisher is back', () => a.redis.publisher.status === 'ready');
    a.registry.publish(young.channel, log.post(young.id));
    a.registry.publish(old.channel, log.post(old.id));
    await eventually('live events flow again', () => late.seen.length === 2 && there.seen.length === 3);
    expect(revsSeen(late)).to.deep.equal([1, 2]);
  });

  it('who was removed meanwhile is taken out before anything new is shown', async () => {
    const { id, channel } = room(1, 2);
    const gone = await b.join(2, channel);
    const stays = await b.join(1, channel);
    await redis.kill();
    log.remove(id, userId(2));
    log.post(id);
    await redis.resume();
    await eventually('the member has it', () => stays.seen.length === 1);
    expect(gone.seen).to.deep.equal([]);
    expect(b.registry.audience(channel).has(gone)).to.equal(false);
  });

  it('rooms that were deleted meanwhile lose their audience', async () => {
    const { id, channel } = room(1);
    const connection = await b.join(1, channel);
    await redis.kill();
    log.delete(id);
    await redis.resume();
    await eventually('nobody is left', () => b.registry.audience(channel).size === 0);
    expect(b.evictions.some((eviction) => eviction.connection === connection)).to.equal(true);
  });

  it('a link that is dead without a word is replaced, and what it swallowed is healed', async () => {
    const proxy = await startDeafProxy(redis.port);
    const deaf = new ClusterNode(log, { prefix, url: proxy.url, watchIntervalMs: 50 });
    try {
      const { id, channel } = room(1, 2);
      await deaf.redis.ready(30_000);
      const connection = await deaf.join(1, channel);
      proxy.deafen();
      a.registry.publish(channel, log.post(id));
      await eventually('it is healed', () => connection.seen.length === 1);
      expect(deaf.counts.onResync).to.be.greaterThan(0);
    } finally {
      await deaf.close();
      await proxy.close();
    }
  });
});
