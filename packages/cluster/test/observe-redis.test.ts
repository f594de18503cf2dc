import { connectRedis, parseRedisUrl, type RedisClient } from '@crosstalk/cluster';
import { OwnRedis } from '@crosstalk/testing';
import { expect } from 'chai';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import { luaScript, runScript } from '../src/redis/lua-script.js';
import { eventually } from './support/eventually.js';

/** What `observe-redis.ts` takes for granted of ioredis. When this fails after an upgrade, that file has to change. */
describe('What is told of a connection to Redis', () => {
  let redis: OwnRedis;
  const clients: RedisClient[] = [];
  let told: { done: number; failed: number; reconnected: number; slowest: number };

  before(async () => {
    redis = await OwnRedis.start();
  });
  beforeEach(() => {
    told = { done: 0, failed: 0, reconnected: 0, slowest: 0 };
  });
  afterEach(() => {
    for (const client of clients.splice(0)) client.disconnect();
  });
  after(() => redis?.remove());

  function open(patient: boolean): RedisClient {
    const observer = {
      done: (milliseconds: number, failed: boolean) => {
        told.done += 1;
        if (failed) told.failed += 1;
        told.slowest = Math.max(told.slowest, milliseconds);
      },
      reconnected: () => {
        told.reconnected += 1;
      },
    };
    const client = connectRedis(parseRedisUrl(redis.url), '3', { name: 'test', patient, observer });
    clients.push(client);
    return client;
  }
  const ready = (client: RedisClient) => eventually('a connection', () => client.status === 'ready');

  it('is each command once, those of a pipeline and of a transaction too, and nothing of the greeting', async () => {
    const client = open(false);
    await ready(client);
    expect(told.done).to.equal(0);
    await client.set('a', '1');
    expect(await client.get('a')).to.equal('1');
    expect(told).to.include({ done: 2, failed: 0 });
    await client.pipeline().get('a').get('b').exec();
    expect(told.done).to.equal(4);
    // MULTI and EXEC are commands as well.
    await client.multi().get('a').exec();
    expect(told).to.include({ done: 7, failed: 0 });
    expect(told.slowest).to.be.above(0);
  });

  it('is a failure when Redis refuses, and none when it only does not know a script yet', async () => {
    const client = open(false);
    await ready(client);
    await client.set('text', 'x');
    expect(await client.incr('text').catch((error: Error) => error.message)).to.match(/not an integer/);
    expect(told).to.include({ done: 2, failed: 1 });
    expect(await runScript(client, luaScript('return 7'), { key: 'k', args: [] })).to.equal(7);
    expect(told).to.include({ done: 4, failed: 1 });
  });

  it('is a command that waited for the connection once, with its wait', async () => {
    const client = open(true);
    expect(await client.ping()).to.equal('PONG');
    expect(told).to.include({ done: 1, failed: 0 });
  });

  it('is a failure while Redis is away, and that it came back', async () => {
    const client = open(false);
    await ready(client);
    await redis.kill();
    await eventually('a failure', () =>
      client.ping().then(
        () => false,
        () => true,
      ),
    );
    expect(told.failed).to.be.above(0);
    expect(told.reconnected).to.equal(0);
    await redis.resume();
    await ready(client);
    expect(told.reconnected).to.equal(1);
    expect(await client.ping()).to.equal('PONG');
  });
});
