import type { Cluster, Redis } from 'ioredis';

/** A connection to one server (directly or found through Sentinel) or to a Redis Cluster. */
export type RedisClient = Redis | Cluster;

/** What a role needs of its connection. */
export interface RedisRole {
  /** Shown by `CLIENT LIST`. */
  readonly name: string;
  /** True: commands wait for Redis for ever. False: they fail at once while it is away, and after `commandTimeoutMs` when it is slow. */
  readonly patient: boolean;
}

export const COMMAND_TIMEOUT_MS = 1000;
