import { randomUUID } from 'node:crypto';
import { Cluster } from 'ioredis';
import type { RedisClients } from './create-redis-clients.js';
import type { RedisClient } from './redis-client.js';

/** So many canaries for each node of a Redis Cluster that none is left out by chance: (1 − 1/n)^(16·n) is below 1e-6. */
const CANARIES_PER_NODE = 16;

/**
 * Publishes to channels on every shard and waits until all come back: what readiness needs to know, since a misconfigured Cluster or
 * proxy accepts subscriptions and delivers nothing. @throws Error that says how many channels stayed silent
 */
export async function selfTest(redis: RedisClients, timeoutMs = 3000): Promise<void> {
  const nonce = randomUUID();
  const names = Array.from({ length: CANARIES_PER_NODE * nodeCount(redis.publisher) }, (_, index) =>
    redis.keys.canary(nonce, index),
  );
  const silent = new Set(names);
  let note: () => void = () => {};
  const hear = (channel: Buffer): void => {
    if (silent.delete(channel.toString()) && silent.size === 0) note();
  };
  redis.subscriber.on('smessageBuffer', hear);
  let timer: NodeJS.Timeout | undefined;
  const heard = new Promise<void>((resolve, reject) => {
    note = resolve;
    timer = setTimeout(() => reject(new Error(describe(silent.size, names.length))), timeoutMs);
  });
  try {
    await Promise.all([heard, sendAll(redis, names)]);
  } finally {
    clearTimeout(timer);
    redis.subscriber.off('smessageBuffer', hear);
    for (const name of names) redis.subscriber.sunsubscribe(name).catch(() => {});
  }
}

async function sendAll({ subscriber, publisher }: RedisClients, names: readonly string[]): Promise<void> {
  await Promise.all(
    names.map(async (name) => {
      await subscriber.ssubscribe(name);
      await publisher.spublish(name, 'tweet');
    }),
  );
}

function nodeCount(client: RedisClient): number {
  return client instanceof Cluster ? Math.max(1, client.nodes('master').length) : 1;
}

const describe = (silent: number, of: number): string =>
  `Redis does not deliver sharded pub/sub: ${silent} of ${of} test channels stayed silent (Redis 7 or Valkey is needed).`;
