import type { Cluster, Redis } from 'ioredis';

/** A connection to one server (directly or found through Sentinel) or to a Redis Cluster. */
export type RedisClient = Redis | Cluster;

/** What is told of one connection. Its methods must not throw. */
export interface RedisObserver {
  /** A command was answered, or failed: Redis was away, too slow, or refused it. */
  done(milliseconds: number, failed: boolean): void;
  /** The connection is there again after it was lost. */
  reconnected(): void;
}

/** What a role needs of its connection. */
export interface RedisRole {
  /** Shown by `CLIENT LIST`. */
  readonly name: string;
  /** True: commands wait for Redis for ever. False: they fail at once while it is away, and after `commandTimeoutMs` when it is slow. */
  readonly patient: boolean;
  /** Told how long commands take; absent: nothing is measured. */
  readonly observer?: RedisObserver | undefined;
}

export const COMMAND_TIMEOUT_MS = 1000;
