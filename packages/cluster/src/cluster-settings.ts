import { choice, integer, type SliceValues, setting, url, word } from '@crosstalk/config';
import { REDIS_SCHEMES } from './redis/parse-redis-url.js';

/** What the cluster package reads from the environment. */
export const clusterSettings = {
  redisUrl: setting(
    'REDIS_URL',
    'Redis ≥ 7 or Valkey: `redis://host:port/db`, `redis-sentinel://h1,h2/master`, `redis-cluster://h1,h2`; `rediss…` for TLS',
    url(...REDIS_SCHEMES),
    { fallback: 'redis://127.0.0.1:6379', secret: true },
  ),
  redisPrefix: setting(
    'REDIS_PREFIX',
    'Begins every Redis key and channel; clusters that share a Redis need different ones',
    word,
    { fallback: 'crosstalk' },
  ),
  redisProtocol: setting(
    'REDIS_PROTOCOL',
    'RESP version; `2` for a proxy that does not know `HELLO 3`',
    choice('2', '3'),
    { fallback: '3' },
  ),
  presenceLeaseMs: setting(
    'PRESENCE_LEASE_MS',
    'A node that is silent for so long is dead, and its users with it',
    integer(300, 60_000),
    { fallback: '9000' },
  ),
  presenceRefreshMs: setting(
    'PRESENCE_REFRESH_MS',
    'How often a node renews its lease and looks for dead ones; at most a third of the lease',
    integer(50, 20_000),
    { fallback: '3000' },
  ),
  presenceGraceMs: setting(
    'PRESENCE_GRACE_MS',
    'How long a user without a connection still counts as online, so that a reload shows nothing',
    integer(0, 60_000),
    { fallback: '5000' },
  ),
} as const;

export type ClusterConfig = SliceValues<typeof clusterSettings>;
