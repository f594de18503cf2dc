import { OwnRedis } from '@crosstalk/testing';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { userId } from './support/build-event.js';
import { freshPrefix } from './support/cluster-node.js';
import { eventually } from './support/eventually.js';
import { endLeases, PresenceNode, type TIMINGS, type Transition } from './support/presence-node.js';

const ANN = userId(11);
const BOB = userId(12);

describe('presence in Redis', () => {
  let nodes: PresenceNode[];
  let transitions: Transition[];
  let prefix: string;

  beforeEach(() => {
    [nodes, transitions, prefix] = [[], [], freshPrefix()];
  });
  afterEach(() => Promise.all(nodes.map((each) => each.close())));

  function node(options: { url?: string; timings?: Partial<typeof TIMINGS> } = {}): Promise<PresenceNode> {
    const made = new PresenceNode({ prefix, transitions, ...options });
    nodes.push(made);
    return made.start();
  }
  const online = async (on: PresenceNode, user = ANN) => (await on.presence.read([user]))[0]?.online;

  it('tells both nodes that a user is online, and one of them of the transition', async () => {
    const [a, b] = [await node(), await node()];
    await a.presence.connected(ANN, 'one');
    await b.presence.connected(ANN, 'two');
    expect(await b.presence.read([ANN, BOB])).to.deep.equal([
      { userId: ANN, online: true, lastSeen: null },
      { userId: BOB, online: false, lastSeen: null },
    ]);
    expect(transitions).to.deep.equal([[ANN, true]]);
  });

  it('shows nothing of a reload, on the same node or another', async () => {
    const [a, b] = [await node({ timings: { presenceGraceMs: 60_000 } }), await node()];
    await a.presence.connected(ANN, 'one');
    await a.presence.disconnected(ANN, 'one');
    expect(await online(b), 'in the grace').to.equal(true);
    const [seconds] = await b.redis.commands.time();
    expect(await b.redis.commands.zscore(`${b.redis.keys.presence}:leaving`, `${ANN}`)).to.satisfy(
      (due: string) => Number(due) > (Number(seconds) + 2) * 1000,
      'the grace lasts',
    );
    await b.presence.connected(ANN, 'two');
    expect(await b.redis.commands.zscore(`${b.redis.keys.presence}:leaving`, `${ANN}`)).to.equal(null);
    await b.presence.connected(BOB, 'mark');
    await b.presence.disconnected(BOB, 'mark');
    await eventually('a grace that began later has ended', () =>
      transitions.some(([user, on]) => user === BOB && !on),
    );
    expect(transitions.filter(([user]) => user === ANN)).to.deep.equal([[ANN, true]]);
    expect(await online(a)).to.equal(true);
  });

  it('tells once that a user is gone when the grace is over, with the time of the last connection', async () => {
    const [a, b] = [await node(), await node()];
    await a.presence.connected(ANN, 'one');
    await a.presence.connected(ANN, 'two');
    const before = Date.now();
    await a.presence.disconnected(ANN, 'one');
    await a.presence.disconnected(ANN, 'two');
    const after = Date.now();
    await eventually('the user is offline', async () => !(await online(b)));
    await eventually('it is announced', () => transitions.length === 2);
    const [gone] = await b.presence.read([ANN]);
    const lastSeen = gone?.lastSeen ?? 0;
    expect(transitions).to.deep.equal([
      [ANN, true],
      [ANN, false],
    ]);
    // By the clock of Redis, which may be another.
    expect(lastSeen).to.be.within(before - 20_000, after + 20_000);
    expect([...a.lastSeen, ...b.lastSeen].filter((at) => at !== null)).to.deep.equal([lastSeen]);
  });

  it('makes users of a killed node offline, and leaves those who came back elsewhere', async () => {
    const [dead, alive] = [await node(), await node()];
    await dead.presence.connected(ANN, 'one');
    await dead.presence.connected(BOB, 'two');
    dead.kill();
    await alive.presence.connected(BOB, 'three');
    await endLeases(alive);
    await eventually('the other is offline', () => transitions.some(([user, on]) => user === ANN && !on));
    expect(await online(alive, BOB)).to.equal(true);
    expect(transitions).to.deep.equal([
      [ANN, true],
      [BOB, true],
      [ANN, false],
    ]);
    const { commands, keys } = alive.redis;
    await eventually(
      'nothing is left of the node',
      async () => (await commands.zcard(`${keys.presence}:nodes`)) === 1,
    );
    expect(await commands.hlen(`${keys.presence}:user:${ANN}`)).to.equal(0);
  });

  it('does not count what a dead node says even before anybody cleans up', async () => {
    const dead = await node();
    const reader = new PresenceNode({ prefix, transitions });
    nodes.push(reader);
    await reader.redis.ready(45_000);
    await dead.presence.connected(ANN, 'one');
    expect(await online(reader)).to.equal(true);
    dead.kill();
    await endLeases(reader);
    await eventually('the lease is over', async () => !(await online(reader)));
    expect(await reader.redis.commands.hlen(`${reader.redis.keys.presence}:user:${ANN}`)).to.equal(1);
  });

  it('lets users of a node that ends in peace come back within the grace', async () => {
    const [ends, stays] = [await node({ timings: { presenceGraceMs: 60_000 } }), await node()];
    await ends.presence.connected(ANN, 'one');
    await ends.presence.connected(BOB, 'two');
    await ends.close();
    await stays.presence.connected(ANN, 'three');
    const { commands, keys } = stays.redis;
    expect(await commands.zrange(`${keys.presence}:leaving`, '0', '-1')).to.deep.equal([String(BOB)]);
    await commands.zadd(`${keys.presence}:leaving`, 1, String(BOB));
    await eventually('the one who stayed away is offline', () =>
      transitions.some(([user, on]) => user === BOB && !on),
    );
    expect(transitions).to.deep.equal([
      [ANN, true],
      [BOB, true],
      [BOB, false],
    ]);
  });

  it('comes back after it was silent for longer than its lease', async () => {
    const [silent, other] = [await node(), await node()];
    await silent.presence.connected(ANN, 'one');
    // Whoever beats next renews its own and may sweep the other's.
    await endLeases(other);
    await eventually('the user is online again', async () => (await online(other)) === true);
    // The sweep of the other node may still be telling what it took away.
    await eventually('that is the last that was told', () => transitions.at(-1)?.[1] === true);
    expect(transitions.at(-1)).to.deep.equal([ANN, true]);
  });

  it('knows its own connections while Redis is away, and tells Redis of them when it is back', async () => {
    const redis = await OwnRedis.start();
    try {
      const [a, b] = [await node({ url: redis.url }), await node({ url: redis.url })];
      await a.presence.connected(ANN, 'one');
      await redis.kill();
      await a.presence.disconnected(ANN, 'one');
      await a.presence.connected(BOB, 'two');
      expect([await online(a, BOB), await online(b, BOB)]).to.deep.equal([true, false]);
      await redis.resume();
      await eventually('the other node sees the user', async () => (await online(b, BOB)) === true);
      expect(await online(b, ANN)).to.equal(false);
    } finally {
      await redis.remove();
    }
  });
});
