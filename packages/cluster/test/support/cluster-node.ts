import { randomUUID } from 'node:crypto';
import {
  createRedisClients,
  type EvictionReason,
  type RedisClients,
  type RegistryOptions,
  RoomRegistry,
} from '@crosstalk/cluster';
import type { Channel, DomainEvent, UserId } from '@crosstalk/domain';
import { userId } from './build-event.js';
import type { RoomLog } from './room-log.js';

export interface TestConnection {
  readonly id: string;
  readonly userId: UserId;
  readonly seen: DomainEvent[];
}

/** The address of the tests' Redis. @throws when there is none: these tests are never skipped */
export function redisUrl(): string {
  const url = process.env.REDIS_URL;
  if (!url) throw new Error('REDIS_URL is not set: start a Redis and name it, or run npm test.');
  return url;
}

export const freshPrefix = (): string => `test-${randomUUID().slice(0, 8)}`;

/** One node of a cluster: a registry with connections of its own. */
export class ClusterNode {
  readonly redis: RedisClients;
  readonly registry: RoomRegistry<TestConnection>;
  readonly evictions: { connection: TestConnection; channel: Channel; reason: EvictionReason }[] = [];
  readonly counts = { ok: 0, failed: 0, resynced: 0, onResync: 0 };
  readonly errors: unknown[] = [];

  constructor(
    log: RoomLog,
    options: { prefix: string; url?: string; watchIntervalMs?: number } & Partial<
      RegistryOptions<TestConnection>
    >,
  ) {
    const { prefix, url = redisUrl(), watchIntervalMs, ...overrides } = options;
    const config = { redisUrl: url, redisPrefix: prefix, redisProtocol: '3' } as const;
    this.redis = createRedisClients(config, 'crosstalk-test', { watchIntervalMs });
    this.registry = new RoomRegistry<TestConnection>({
      redis: this.redis,
      tail: log,
      membersAmong: log.membersAmong,
      clock: { now: Date.now },
      deliver: (_channel, audience, event) => {
        for (const connection of audience) connection.seen.push(event);
      },
      onEvicted: (connection, channel, reason) => this.evictions.push({ connection, channel, reason }),
      onResync: () => {
        this.counts.onResync += 1;
      },
      onError: (error) => this.errors.push(error),
      metrics: {
        published: (outcome, events) => {
          this.counts[outcome] += events;
        },
        resynced: (rooms) => {
          this.counts.resynced += rooms;
        },
      },
      timings: { settleMs: 20, gapHoldMs: 30, retryMs: 20, maxRetryMs: 200, confirmMs: 100 },
      ...overrides,
    });
  }

  connect(user: number): TestConnection {
    return { id: randomUUID(), userId: userId(user), seen: [] };
  }

  /** A connection of the user in the channels, in the order that the gateway keeps. */
  async join(user: number, ...channels: Channel[]): Promise<TestConnection> {
    const connection = this.connect(user);
    await this.registry.subscribe(channels);
    for (const channel of channels) this.registry.add(connection, channel);
    return connection;
  }

  async close(): Promise<void> {
    await this.registry.close();
    this.redis.close();
  }
}

/** The revs of the message events that the connection got, in order. */
export function revsSeen({ seen }: Pick<TestConnection, 'seen'>): readonly number[] {
  return seen.flatMap((event) => ('rev' in event ? [event.rev] : []));
}
