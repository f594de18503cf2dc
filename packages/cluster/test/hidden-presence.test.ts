import { OwnRedis } from '@crosstalk/testing';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { userId } from './support/build-event.js';
import { freshPrefix } from './support/cluster-node.js';
import { eventually } from './support/eventually.js';
import { endLeases, PresenceNode, type TIMINGS, type Transition } from './support/presence-node.js';

const ANN = userId(21);
const BOB = userId(22);
const CAME: Transition = [ANN, true];
const WENT: Transition = [ANN, false];

describe('a user who hides', () => {
  let nodes: PresenceNode[];
  let transitions: Transition[];
  let prefix: string;

  beforeEach(() => {
    [nodes, transitions, prefix] = [[], [], freshPrefix()];
  });
  afterEach(() => Promise.all(nodes.map((each) => each.close())));

  function node(
    options: { url?: string; timings?: Partial<typeof TIMINGS>; now?: () => number } = {},
  ): Promise<PresenceNode> {
    const made = new PresenceNode({ prefix, transitions, ...options });
    nodes.push(made);
    return made.start();
  }
  const online = async (on: PresenceNode) => (await on.presence.read([ANN]))[0]?.online;
  const marks = ({ redis }: PresenceNode) => redis.commands.hlen(`${redis.keys.presence}:hidden`);

  /** False also while Redis is away. */
  const holds = (on: PresenceNode, connection: string) =>
    on.presence.isConnected(ANN, connection).catch(() => false);

  /** Somebody else comes and goes: whatever was due before has been told. */
  async function marker(on: PresenceNode): Promise<void> {
    await on.presence.connected(BOB, 'marker');
    await on.presence.disconnected(BOB, 'marker');
    await eventually('the marker is gone', () => transitions.some(([user, on]) => user === BOB && !on));
  }
  const ofAnn = () => transitions.filter(([user]) => user === ANN);

  it('is offline at once on every node with all connections, and online when shown again', async () => {
    const [a, b] = [await node({ timings: { presenceGraceMs: 60_000 } }), await node()];
    await a.presence.connected(ANN, 'one');
    await b.presence.connected(ANN, 'two');
    await a.presence.setVisible(ANN, false);
    expect(ofAnn()).to.deep.equal([CAME, WENT]);
    expect([await online(a), await online(b)]).to.deep.equal([false, false]);
    const [presence] = await b.presence.read([ANN]);
    expect(presence?.lastSeen).to.be.a('number').and.equal(a.lastSeen.at(-1));
    await a.presence.setVisible(ANN, false);
    await b.presence.setVisible(ANN, true);
    await b.presence.setVisible(ANN, true);
    expect(ofAnn()).to.deep.equal([CAME, WENT, CAME]);
    expect([await online(a), await online(b)]).to.deep.equal([true, true]);
  });

  it('is known to hide where it was said, and on another node when that was told', async () => {
    const [a, b] = [await node(), await node()];
    await a.presence.connected(ANN, 'one');
    await b.presence.connected(ANN, 'two');
    await a.presence.setVisible(ANN, false);
    b.presence.noteVisibility(ANN, false);
    b.presence.noteVisibility(BOB, false);
    expect([a, b].map(({ presence }) => presence.isHidden(ANN))).to.deep.equal([true, true]);
    expect(b.presence.isHidden(BOB), 'nobody of this node').to.equal(false);
    b.presence.noteVisibility(ANN, true);
    expect([a, b].map(({ presence }) => presence.isHidden(ANN))).to.deep.equal([true, false]);
  });

  it('is shown by a new connection, which says so', async () => {
    const [a, b] = [await node(), await node()];
    await a.presence.connected(ANN, 'one');
    await a.presence.setVisible(ANN, false);
    await b.presence.connected(ANN, 'two');
    expect(ofAnn()).to.deep.equal([CAME, WENT, CAME]);
    expect([a.shown, b.shown]).to.deep.equal([[], [ANN]]);
    await a.presence.setVisible(ANN, false);
    await a.presence.connected(ANN, 'three');
    expect(a.presence.isHidden(ANN)).to.equal(false);
    expect(ofAnn().at(-1)).to.deep.equal(CAME);
  });

  it('leaves no mark with the last connection, and is not told to be gone twice', async () => {
    const [a, b] = [await node(), await node()];
    await a.presence.connected(ANN, 'one');
    await b.presence.connected(ANN, 'two');
    await a.presence.setVisible(ANN, false);
    await a.presence.disconnected(ANN, 'one');
    expect([a.presence.isHidden(ANN), await marks(b)]).to.deep.equal([false, 1]);
    await b.presence.disconnected(ANN, 'two');
    expect(await marks(b)).to.equal(0);
    await a.presence.setVisible(ANN, false);
    expect(await marks(b), 'nobody to hide').to.equal(0);
    await marker(a);
    expect(ofAnn()).to.deep.equal([CAME, WENT]);
  });

  it('leaves no mark when the node of the last connection dies', async () => {
    const [dead, alive] = [await node(), await node()];
    await dead.presence.connected(ANN, 'one');
    await dead.presence.setVisible(ANN, false);
    dead.kill();
    await endLeases(alive);
    await eventually('the mark is gone', async () => (await marks(alive)) === 0);
    expect(ofAnn()).to.deep.equal([CAME, WENT]);
  });

  it('stays hidden when the node was silent for longer than its lease', async () => {
    const [silent, other] = [await node(), await node()];
    await silent.presence.connected(ANN, 'one');
    await silent.presence.setVisible(ANN, false);
    await endLeases(other);
    await eventually('the node has come back', () => holds(silent, 'one'));
    await eventually('its mark too', async () => (await marks(other)) === 1);
    expect(await online(other)).to.equal(false);
    expect(ofAnn()).to.deep.equal([CAME, WENT]);
  });

  it('stays hidden when Redis comes back empty, by whichever node tells it first', async () => {
    const redis = await OwnRedis.start();
    try {
      const [a, b] = [await node({ url: redis.url }), await node({ url: redis.url })];
      await a.presence.connected(ANN, 'one');
      await b.presence.connected(ANN, 'two');
      await a.presence.setVisible(ANN, false);
      b.presence.noteVisibility(ANN, false);
      await redis.kill();
      expect(await online(a), 'while Redis is away').to.equal(false);
      await redis.resume();
      await eventually('both nodes have told', async () => (await holds(a, 'one')) && holds(b, 'two'));
      expect(await online(b)).to.equal(false);
      expect(ofAnn()).to.deep.equal([CAME, WENT]);
    } finally {
      await redis.remove();
    }
  });

  it('is shown when that was said while Redis was away, whatever a node tells that did not hear it', async () => {
    const redis = await OwnRedis.start();
    try {
      let minutes = 0;
      const options = { url: redis.url, now: () => performance.now() + minutes * 60_000 };
      const [a, b] = [await node(options), await node(options)];
      await a.presence.connected(ANN, 'one');
      await b.presence.connected(ANN, 'two');
      await a.presence.setVisible(ANN, false);
      b.presence.noteVisibility(ANN, false);
      await redis.kill();
      // Told again, wishes are only as far apart as the commands of two nodes: here by more than any machine is slow.
      minutes += 1;
      await a.presence.setVisible(ANN, true);
      expect(await online(a), 'while Redis is away').to.equal(true);
      await redis.resume();
      await eventually('both nodes have told', async () => (await holds(a, 'one')) && holds(b, 'two'));
      await eventually('the user is online', async () => (await online(b)) === true);
      await eventually('that is told', () => ofAnn().at(-1)?.[1] === true);
    } finally {
      await redis.remove();
    }
  });
});
