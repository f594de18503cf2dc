/** A bounded map that forgets what was used longest ago. */
export class LruCache<Key, Value> {
  readonly #capacity: number;
  readonly #onEvict: (value: Value) => void;
  // A Map iterates in insertion order, so re-inserting on use keeps the oldest first.
  readonly #entries = new Map<Key, Value>();

  constructor(capacity: number, onEvict: (value: Value) => void = () => undefined) {
    this.#capacity = capacity;
    this.#onEvict = onEvict;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: Key): Value | undefined {
    const value = this.#entries.get(key);
    if (value === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, value);
    return value;
  }

  set(key: Key, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size <= this.#capacity) return;
    for (const [oldest, evicted] of this.#entries) {
      this.#entries.delete(oldest);
      this.#onEvict(evicted);
      break;
    }
  }

  delete(key: Key): void {
    this.#entries.delete(key);
  }
}
