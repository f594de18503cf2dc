import { connectRedis, parseRedisUrl, type RedisObserver } from '@crosstalk/cluster';
import type { OpenQueueRedis } from '@crosstalk/jobs';

/** Opens clients of the Redis that keeps the queues: one of its own, or the one of the cluster. */
export function openQueueRedis(
  config: {
    readonly queueRedisUrl: string | undefined;
    readonly redisUrl: string;
    readonly redisProtocol: '2' | '3';
  },
  observer: RedisObserver,
): OpenQueueRedis {
  const target = parseRedisUrl(config.queueRedisUrl ?? config.redisUrl);
  return (role) => connectRedis(target, config.redisProtocol, { ...role, observer });
}
