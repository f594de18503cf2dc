import { createRedisClients, RedisCallBoard, type RedisClients } from '@crosstalk/cluster';
import { type Call, ChatError } from '@crosstalk/domain';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { userId } from './support/build-event.js';
import { freshPrefix, redisUrl } from './support/cluster-node.js';
import { eventually } from './support/eventually.js';

const RING_MS = 45_000;

describe('call board in Redis', () => {
  let redis: RedisClients;
  let board: RedisCallBoard;
  let lastUser = 0;

  before(async () => {
    redis = createRedisClients({ redisUrl: redisUrl(), redisPrefix: freshPrefix(), redisProtocol: '3' });
    await redis.ready(5000);
    board = new RedisCallBoard(redis);
  });
  after(() => redis.close());

  function call(overrides: Partial<Call> = {}): Call {
    lastUser += 2;
    return {
      id: `call-${lastUser}`,
      callerId: userId(lastUser),
      callerConnection: `connection-of-${lastUser}`,
      calleeId: userId(lastUser + 1),
      calleeConnection: null,
      ...overrides,
    };
  }

  it('takes both people, and gives them back when the call ends', async () => {
    const first = call();
    expect(await board.begin(first, RING_MS)).to.equal('begun');
    expect(await board.find(first.calleeId)).to.deep.equal(first);
    expect(await board.begin(call({ calleeId: first.callerId }), RING_MS)).to.equal('callee_busy');
    expect(await board.begin(call({ callerId: first.calleeId }), RING_MS)).to.equal('caller_busy');
    expect(await board.end(first.id)).to.deep.equal(first);
    expect(await board.find(first.callerId)).to.equal(null);
    expect(await board.begin(call({ calleeId: first.callerId }), RING_MS)).to.equal('begun');
  });

  it('lets one of many callers have the callee', async () => {
    const { calleeId } = call();
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => board.begin(call({ calleeId }), RING_MS)),
    );
    expect(outcomes.filter((outcome) => outcome === 'begun')).to.have.length(1);
  });

  it('lets one of many answers win', async () => {
    const ringing = call();
    await board.begin(ringing, RING_MS);
    const answers = await Promise.all(
      ['a', 'b', 'c', 'd'].map((connection) => board.answer(ringing.id, connection)),
    );
    const [winner, ...others] = answers.filter((answer) => answer !== null);
    expect(others).to.deep.equal([]);
    expect(await board.find(ringing.callerId)).to.deep.equal(winner);
    expect(winner?.calleeConnection).to.be.oneOf(['a', 'b', 'c', 'd']);
  });

  it('gives the call to one of many ends, and the timeout only while it rings', async () => {
    const [answered, ringing] = [call(), call()];
    await Promise.all([board.begin(answered, RING_MS), board.begin(ringing, RING_MS)]);
    await board.answer(answered.id, 'x');
    expect(await board.endIfRinging(answered.id)).to.equal(null);
    const ends = await Promise.all([
      board.endIfRinging(ringing.id),
      board.end(ringing.id),
      board.end(ringing.id),
    ]);
    expect(ends.filter((end) => end !== null)).to.have.length(1);
    expect(await board.answer(ringing.id, 'y')).to.equal(null);
  });

  it('does not free people for a call that they are not in any more', async () => {
    const first = call();
    await board.begin(first, RING_MS);
    await board.end(first.id);
    const second = call({ callerId: first.callerId });
    await board.begin(second, RING_MS);
    expect(await board.end(first.id)).to.equal(null);
    expect(await board.find(first.callerId)).to.deep.equal(second);
  });

  it('forgets a ringing call whose node was killed', async () => {
    const ringing = call();
    await board.begin(ringing, -9900);
    await eventually('the call is forgotten', async () => (await board.find(ringing.callerId)) === null);
  });

  it('lets go of a call whose connection is lost when somebody calls one of its people', async () => {
    const living = new Set<string>();
    const watching = new RedisCallBoard(redis, {
      isConnected: async (_user, connection) => living.has(connection),
    });
    const lost = call();
    living.add(lost.callerConnection).add('callee');
    await watching.begin(lost, RING_MS);
    await watching.answer(lost.id, 'callee');
    expect(await watching.begin(call({ calleeId: lost.callerId }), RING_MS)).to.equal('callee_busy');
    living.delete('callee');
    expect(await watching.begin(call({ calleeId: lost.callerId }), RING_MS)).to.equal('begun');
    expect(await watching.find(lost.calleeId)).to.equal(null);
  });

  it('is unavailable while Redis is away', async () => {
    const away = createRedisClients({
      redisUrl: 'redis://127.0.0.1:1',
      redisPrefix: 'x',
      redisProtocol: '3',
    });
    const error = await new RedisCallBoard(away).find(userId(1)).catch((reason: unknown) => reason);
    away.close();
    expect(error).to.be.instanceOf(ChatError).with.property('code', 'unavailable');
  });
});
