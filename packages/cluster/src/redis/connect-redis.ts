import { Cluster, Redis } from 'ioredis';
import { observeRedis } from './observe-redis.js';
import type { RedisTarget } from './parse-redis-url.js';
import { COMMAND_TIMEOUT_MS, type RedisClient, type RedisRole } from './redis-client.js';

const MAX_RECONNECT_DELAY_MS = 1000;

/** Soon at first, then once a second: an outage of Redis costs at most that much on top of its own length. */
const reconnectDelay = (attempt: number): number =>
  Math.min(50 * 2 ** Math.min(attempt, 6), MAX_RECONNECT_DELAY_MS) * (0.75 + Math.random() / 4);

/**
 * Opens a connection and keeps it open: it reconnects for ever. An impatient one must never queue: with the default options a process
 * ends by an unhandled rejection some time after Redis has gone, and a queued publish would hold back local delivery.
 */
export function connectRedis(target: RedisTarget, protocol: '2' | '3', role: RedisRole): RedisClient {
  const common = commonOptions(target, protocol, role);
  const client =
    target.kind === 'cluster' ? connectCluster(target, common, role) : connectServer(target, common);
  // Outages are reported by the health check and by what fails; without a listener ioredis prints each attempt.
  client.on('error', () => {});
  if (role.observer) observeRedis(client, role.observer);
  return client;
}

function commonOptions(target: RedisTarget, protocol: '2' | '3', role: RedisRole) {
  return {
    ...(target.username === undefined ? {} : { username: target.username }),
    ...(target.password === undefined ? {} : { password: target.password }),
    ...(target.tls ? { tls: {} } : {}),
    connectionName: role.name,
    protocol: protocol === '2' ? (2 as const) : (3 as const),
    // The bus subscribes again by itself: ioredis would leave the rejections of its own attempt unhandled.
    autoResubscribe: false,
    enableOfflineQueue: role.patient,
    maxRetriesPerRequest: role.patient ? null : 0,
    ...(role.patient ? {} : { commandTimeout: COMMAND_TIMEOUT_MS }),
  };
}

type CommonOptions = ReturnType<typeof commonOptions>;

function connectServer(target: RedisTarget, common: CommonOptions): Redis {
  const shared = { ...common, db: target.db, retryStrategy: reconnectDelay };
  if (target.kind === 'single') return new Redis({ ...shared, ...target.hosts[0] });
  return new Redis({
    ...shared,
    sentinels: target.hosts.map((host) => ({ ...host })),
    name: target.master,
    sentinelRetryStrategy: reconnectDelay,
    failoverDetector: true,
    ...(target.tls ? { enableTLSForSentinelMode: true, sentinelTLS: {} } : {}),
  });
}

function connectCluster(target: RedisTarget, common: CommonOptions, role: RedisRole): Cluster {
  const { enableOfflineQueue: _, ...redisOptions } = common;
  return new Cluster(
    target.hosts.map((host) => ({ ...host })),
    {
      redisOptions,
      enableOfflineQueue: role.patient,
      clusterRetryStrategy: reconnectDelay,
      // Off by default, and without it SSUBSCRIBE goes to one node for all channels: nothing is ever delivered.
      shardedSubscribers: true,
    },
  );
}
