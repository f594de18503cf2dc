import { createRedisClients, type RedisClients, RedisRateLimiter } from '@crosstalk/cluster';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { freshPrefix, redisUrl } from './support/cluster-node.js';
import { eventually } from './support/eventually.js';

const RULE = { name: 'login', limit: 5, windowMs: 60_000 };

describe('rate limiter in Redis', () => {
  const clients: RedisClients[] = [];
  let prefix: string;

  before(() => {
    prefix = freshPrefix();
  });
  after(() => {
    for (const each of clients) each.close();
  });

  function limiter(url = redisUrl()): RedisRateLimiter {
    const redis = createRedisClients({ redisUrl: url, redisPrefix: prefix, redisProtocol: '3' });
    clients.push(redis);
    return new RedisRateLimiter(redis);
  }
  const allowed = async (takes: readonly Promise<{ readonly allowed: boolean }>[]) =>
    (await Promise.all(takes)).filter((take) => take.allowed).length;

  it('counts the uses of all nodes together, each key for itself', async () => {
    const [a, b] = [limiter(), limiter()];
    await Promise.all(clients.map((each) => each.ready(30_000)));
    const takes = Array.from({ length: 20 }, (_, index) => (index % 2 ? a : b).take(RULE, 'ann'));
    expect(await allowed(takes)).to.equal(5);
    expect(await allowed([a.take(RULE, 'bob')])).to.equal(1);
    const { retryAfterMs } = await b.take(RULE, 'ann');
    expect(retryAfterMs).to.be.within(1, RULE.windowMs);
  });

  it('allows again when the window is over', async () => {
    const a = limiter();
    await Promise.all(clients.map((each) => each.ready(30_000)));
    const short = { name: 'short', limit: 1, windowMs: 50 };
    expect((await a.take(short, 'ann')).allowed).to.equal(true);
    await eventually('the window is over', async () => (await a.take(short, 'ann')).allowed);
  });

  it('counts on this node while Redis is away', async () => {
    const away = limiter('redis://127.0.0.1:1');
    expect(await allowed(Array.from({ length: 20 }, () => away.take(RULE, 'ann')))).to.equal(5);
    expect((await away.take(RULE, 'ann')).retryAfterMs).to.be.within(1, RULE.windowMs);
  });
});
