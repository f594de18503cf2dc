import type { Access, RoomId, UserId } from '@crosstalk/domain';
import { LruCache } from '../cache/lru-cache.js';

export interface AccessCacheOptions {
  load(roomId: RoomId, userId: UserId): Promise<Access | null>;
  readonly capacity: number;
  readonly ttlMs: number;
}

interface Entry {
  readonly access: Access;
  readonly expiresAt: number;
  /** The cache's clock of invalidations when the load began. */
  readonly tick: number;
}

interface Load {
  readonly promise: Promise<Access | null>;
  readonly tick: number;
}

/**
 * Who may do what where, remembered for some seconds. That an entry may be old is safe: writes are guarded by the room's `stateRev`, and
 * what is refused is authorised afresh. Callers of one key share a load. Only what exists is kept.
 */
export class AccessCache {
  readonly #options: AccessCacheOptions;
  readonly #entries: LruCache<string, Entry>;
  readonly #loads = new Map<string, Load>();
  // An invalidation is a tick: entries whose load began before the tick of their room (or of their own key) are no longer valid. Ticks
  // that were evicted raise the floor, so that forgetting one invalidates too much, never too little.
  #tick = 0;
  #floor = 0;
  readonly #invalidated: LruCache<string, number>;

  constructor(options: AccessCacheOptions) {
    this.#options = options;
    this.#entries = new LruCache(options.capacity);
    this.#invalidated = new LruCache(options.capacity, (tick) => {
      this.#floor = Math.max(this.#floor, tick);
    });
  }

  async get(roomId: RoomId, userId: UserId): Promise<Access | null> {
    const key = `${roomId} ${userId}`;
    const validFrom = this.#validFrom(roomId, key);
    const entry = this.#entries.get(key);
    if (entry && entry.tick >= validFrom && entry.expiresAt > Date.now()) return entry.access;
    const load = this.#loads.get(key);
    return load && load.tick >= validFrom ? load.promise : this.refresh(roomId, userId);
  }

  /** Loads in any case, and keeps what it gets. */
  refresh(roomId: RoomId, userId: UserId): Promise<Access | null> {
    const key = `${roomId} ${userId}`;
    const tick = this.#tick;
    const promise = this.#load(roomId, userId, tick).finally(() => {
      if (this.#loads.get(key)?.promise === promise) this.#loads.delete(key);
    });
    this.#loads.set(key, { promise, tick });
    return promise;
  }

  /** Forgets one member of the room, or all. */
  invalidate(roomId: RoomId, userId?: UserId): void {
    this.#tick += 1;
    this.#invalidated.set(userId === undefined ? `${roomId}` : `${roomId} ${userId}`, this.#tick);
  }

  #validFrom(roomId: RoomId, key: string): number {
    return Math.max(this.#floor, this.#invalidated.get(`${roomId}`) ?? 0, this.#invalidated.get(key) ?? 0);
  }

  async #load(roomId: RoomId, userId: UserId, tick: number): Promise<Access | null> {
    const key = `${roomId} ${userId}`;
    const access = await this.#options.load(roomId, userId);
    if (access) this.#entries.set(key, { access, tick, expiresAt: Date.now() + this.#options.ttlMs });
    else this.#entries.delete(key);
    return access;
  }
}
