import type { ClusterConfig } from '../cluster-settings.js';
import { createKeys, type Keys } from '../keys.js';
import { connectRedis } from './connect-redis.js';
import { parseRedisUrl } from './parse-redis-url.js';
import type { RedisClient, RedisObserver } from './redis-client.js';
import { watchLink } from './watch-link.js';

export interface RedisClients {
  /** For keys and scripts. Fails at once while Redis is away and after a second when it is slow. */
  readonly commands: RedisClient;
  /** For `SPUBLISH`. Fails as `commands` does. */
  readonly publisher: RedisClient;
  /** For `SSUBSCRIBE`. Waits for Redis for ever: what is subscribed during an outage holds after it. */
  readonly subscriber: RedisClient;
  readonly keys: Keys;
  /** Resolves when all three are connected. @throws Error after `timeoutMs`; they go on trying */
  ready(timeoutMs: number): Promise<void>;
  /** Idempotent. */
  close(): void;
}

type RedisConfig = Pick<ClusterConfig, 'redisUrl' | 'redisPrefix' | 'redisProtocol'>;

export interface RedisClientsOptions {
  /** A dead link is replaced after at most twice so many milliseconds. */
  readonly watchIntervalMs?: number | undefined;
  readonly observe?: (client: 'commands' | 'publish' | 'subscribe') => RedisObserver;
}

/**
 * Opens the connections of a process. Returns before they are up; they reconnect until `close`.
 * @throws Error when the URL is malformed
 */
export function createRedisClients(
  config: RedisConfig,
  processName = 'crosstalk',
  { watchIntervalMs, observe }: RedisClientsOptions = {},
): RedisClients {
  const target = parseRedisUrl(config.redisUrl);
  const connect = (role: string, patient: boolean, observer?: RedisObserver): RedisClient =>
    connectRedis(target, config.redisProtocol, { name: `${processName}-${role}`, patient, observer });
  const commands = connect('commands', false, observe?.('commands'));
  const publisher = connect('publisher', false, observe?.('publish'));
  const subscriber = connect('subscriber', true, observe?.('subscribe'));
  const all = [commands, publisher, subscriber];
  const watches = all.map((client) => watchLink(client, watchIntervalMs));
  return {
    commands,
    publisher,
    subscriber,
    keys: createKeys(config.redisPrefix),
    ready: async (timeoutMs) => {
      await Promise.all(all.map((client) => whenReady(client, timeoutMs)));
    },
    close: () => {
      for (const end of watches) end();
      for (const client of all) client.disconnect();
    },
  };
}

function whenReady(client: RedisClient, timeoutMs: number): Promise<void> {
  if (client.status === 'ready') return Promise.resolve();
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      clearTimeout(timer);
      client.off('ready', done);
      client.off('error', note);
    };
    let reason = 'no answer';
    const note = (error: Error): void => {
      reason = error.message || error.name;
    };
    const done = (): void => {
      settle();
      resolve();
    };
    const timer = setTimeout(() => {
      settle();
      reject(new Error(`Redis is not reachable within ${timeoutMs} ms: ${reason}`));
    }, timeoutMs);
    client.once('ready', done);
    client.on('error', note);
  });
}
