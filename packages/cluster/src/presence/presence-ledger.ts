import type { Presence, UserId } from '@crosstalk/domain';
import type { Keys } from '../keys.js';
import { type LuaScript, runScript } from '../redis/lua-script.js';
import type { RedisClient } from '../redis/redis-client.js';
import type { LocalConnection } from './local-connections.js';
import * as scripts from './presence-scripts.js';

export interface Departure {
  readonly userId: UserId;
  readonly lastSeen: number;
}

/**
 * What a user wishes. `hide` and `show` are said now; a connection that is new lets its user `appear`. `hidden` and `shown` are told again
 * after an outage, and yield to what was said later.
 */
export type Wish = 'hide' | 'show' | 'appear' | 'hidden' | 'shown' | 'none';

export interface Entry extends LocalConnection {
  readonly wish: Wish;
  /** Milliseconds since it was wished. */
  readonly ageMs: number;
}

/** `online` and `offline`: a transition. `hidden` and `shown`: the mark is another than the node had thought. */
export interface Told {
  readonly userId: UserId;
  readonly what: 'online' | 'offline' | 'hidden' | 'shown';
  readonly lastSeen: number | null;
}

interface LedgerOptions {
  readonly commands: RedisClient;
  readonly keys: Keys;
  readonly nodeId: string;
  readonly leaseMs: number;
  readonly graceMs: number;
}

const BATCH = 200;

/** The presence of the cluster in Redis, as one node writes and reads it. Every method throws when Redis is away. */
export class PresenceLedger {
  readonly #options: LedgerOptions;

  constructor(options: LedgerOptions) {
    this.#options = options;
  }

  /** Whether the lease was held without a break; if not, the entries may be gone. */
  async renewLease(): Promise<boolean> {
    return (await this.#run(scripts.renewLease, [this.#options.nodeId, this.#options.leaseMs])) === 1;
  }

  async register(entries: readonly Entry[]): Promise<readonly Told[]> {
    const args = entries.flatMap(({ userId, connectionId, wish, ageMs }) => [
      userId,
      connectionId,
      wish,
      Math.round(ageMs),
    ]);
    return told(await this.#strings(scripts.register, [this.#options.nodeId, ...args]));
  }

  async setVisibility(userId: UserId, wish: 'hide' | 'show'): Promise<readonly Told[]> {
    return told(await this.#strings(scripts.setVisibility, [userId, wish]));
  }

  async unregister(connections: readonly LocalConnection[]): Promise<void> {
    const args = connections.flatMap(({ userId, connectionId }) => [userId, connectionId]);
    await this.#run(scripts.unregister, [this.#options.nodeId, this.#options.graceMs, ...args]);
  }

  /** Users whose grace has ended. */
  async endGrace(): Promise<readonly Departure[]> {
    return departures(await this.#strings(scripts.endGrace, [this.#options.graceMs, BATCH]));
  }

  /** Removes a part of what a dead node left. */
  async sweepDead(): Promise<{ readonly more: boolean; readonly gone: readonly Departure[] }> {
    const [more, ...gone] = await this.#strings(scripts.sweepDead, [this.#options.leaseMs, BATCH]);
    return { more: more === '1', gone: departures(gone) };
  }

  /** Removes this node and what is left of its entries; its users get the grace. */
  async leave(): Promise<void> {
    const { nodeId, graceMs } = this.#options;
    while ((await this.#run(scripts.leaveCluster, [nodeId, graceMs, BATCH])) === 1);
  }

  async read(userIds: readonly UserId[]): Promise<readonly Presence[]> {
    const answer = (await this.#run(scripts.readPresence, userIds)) as readonly (number | string)[];
    return userIds.map((userId, index) => {
      const seen = answer[2 * index + 1];
      return { userId, online: answer[2 * index] === 1, lastSeen: seen ? Number(seen) : null };
    });
  }

  async holds({ userId, connectionId }: LocalConnection): Promise<boolean> {
    return (await this.#run(scripts.holdsConnection, [userId, connectionId])) === 1;
  }

  async #strings(script: LuaScript, args: readonly (string | number)[]): Promise<readonly string[]> {
    return (await this.#run(script, args)) as readonly string[];
  }

  #run(script: LuaScript, args: readonly (string | number)[]): Promise<unknown> {
    return runScript(this.#options.commands, script, { key: this.#options.keys.presence, args });
  }
}

function departures(flat: readonly string[]): readonly Departure[] {
  return Array.from({ length: flat.length / 2 }, (_, index) => ({
    userId: Number(flat[2 * index]) as UserId,
    lastSeen: Number(flat[2 * index + 1]),
  }));
}

function told(flat: readonly string[]): readonly Told[] {
  return Array.from({ length: flat.length / 3 }, (_, index) => ({
    userId: Number(flat[3 * index]) as UserId,
    what: flat[3 * index + 1] as Told['what'],
    lastSeen: flat[3 * index + 2] ? Number(flat[3 * index + 2]) : null,
  }));
}
