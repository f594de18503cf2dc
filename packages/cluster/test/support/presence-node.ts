import { createRedisClients, type RedisClients, RedisPresence } from '@crosstalk/cluster';
import type { UserId } from '@crosstalk/domain';
import { redisUrl } from './cluster-node.js';

/** A long lease: a busy machine must not look like a dead node. */
export const TIMINGS = { presenceLeaseMs: 10_000, presenceRefreshMs: 150, presenceGraceMs: 200 };

export type Transition = readonly [userId: UserId, online: boolean];

/** One node's presence; all nodes of a test write their transitions into one list. */
export class PresenceNode {
  readonly redis: RedisClients;
  readonly presence: RedisPresence;
  readonly lastSeen: (number | null)[] = [];
  readonly shown: UserId[] = [];

  constructor(options: {
    prefix: string;
    transitions: Transition[];
    url?: string;
    timings?: Partial<typeof TIMINGS>;
    now?: () => number;
  }) {
    const { prefix, transitions, url = redisUrl(), timings, now = () => performance.now() } = options;
    this.redis = createRedisClients({ redisUrl: url, redisPrefix: prefix, redisProtocol: '3' });
    this.presence = new RedisPresence({
      redis: this.redis,
      config: { ...TIMINGS, ...timings },
      onTransition: (userId, online, lastSeen) => {
        transitions.push([userId, online]);
        this.lastSeen.push(lastSeen);
      },
      onShown: (userId) => this.shown.push(userId),
      now,
    });
  }

  async start(): Promise<this> {
    await this.redis.ready(45_000);
    this.presence.start();
    return this;
  }

  /** As kill -9 does: the node says nothing more, not even good-bye. */
  kill(): void {
    this.redis.close();
  }

  async close(): Promise<void> {
    await this.presence.close();
    this.redis.close();
  }
}

/** As if every node had been silent for longer than its lease; those that live come back with their next beat. */
export async function endLeases({ redis: { commands, keys } }: PresenceNode): Promise<void> {
  for (const id of await commands.zrange(`${keys.presence}:nodes`, '0', '-1')) {
    await commands.zadd(`${keys.presence}:nodes`, 1, id);
  }
}
