import { LruCache } from './lru-cache.js';

export interface LoadingCacheOptions<Key, Value> {
  readonly capacity: number;
  readonly ttlMs: number;
  /** Loads several at once; what is missing in the answer does not exist, and that is not remembered. */
  load(keys: readonly Key[]): Promise<ReadonlyMap<Key, Value>>;
}

type Load<Key, Value> = Promise<ReadonlyMap<Key, Value>>;

/** Remembers what was loaded for some seconds; callers of one key share a load in flight. */
export class LoadingCache<Key, Value extends object> {
  readonly #options: LoadingCacheOptions<Key, Value>;
  readonly #entries: LruCache<Key, { readonly value: Value; readonly expiresAt: number }>;
  readonly #loads = new Map<Key, Load<Key, Value>>();

  constructor(options: LoadingCacheOptions<Key, Value>) {
    this.#options = options;
    this.#entries = new LruCache(options.capacity);
  }

  async get(key: Key): Promise<Value | null> {
    return (await this.getMany([key])).get(key) ?? null;
  }

  async getMany(keys: readonly Key[]): Promise<ReadonlyMap<Key, Value>> {
    const wanted = new Set(keys);
    const found = new Map<Key, Value>();
    const loads = new Set<Load<Key, Value>>();
    const missing: Key[] = [];
    for (const key of wanted) {
      const entry = this.#entries.get(key);
      const load = this.#loads.get(key);
      if (entry && entry.expiresAt > Date.now()) found.set(key, entry.value);
      else if (load) loads.add(load);
      else missing.push(key);
    }
    if (missing.length > 0) loads.add(this.#load(missing));
    for (const loaded of await Promise.all(loads)) {
      for (const [key, value] of loaded) if (wanted.has(key)) found.set(key, value);
    }
    return found;
  }

  /** Forgets it, and does not keep what a load in flight will bring. */
  delete(key: Key): void {
    this.#loads.delete(key);
    this.#entries.delete(key);
  }

  #load(keys: readonly Key[]): Load<Key, Value> {
    const load = this.#options.load(keys).then(
      (loaded) => {
        this.#settle(keys, load, loaded);
        return loaded;
      },
      (error: unknown) => {
        this.#settle(keys, load, new Map());
        throw error;
      },
    );
    for (const key of keys) this.#loads.set(key, load);
    return load;
  }

  #settle(keys: readonly Key[], load: Load<Key, Value>, loaded: ReadonlyMap<Key, Value>): void {
    const expiresAt = Date.now() + this.#options.ttlMs;
    for (const key of keys) {
      // Another load, or none: the key was forgotten meanwhile, and what was loaded may be older than the reason for that.
      if (this.#loads.get(key) !== load) continue;
      this.#loads.delete(key);
      const value = loaded.get(key);
      if (value) this.#entries.set(key, { value, expiresAt });
    }
  }
}
