import type { RoomId } from '../ids.js';

const DEFAULT_CAPACITY = 50_000;

/** Where rooms were found that are asked for by something else than their id. A hint: who uses it checks that the room is still there. */
export class RoomDirectory {
  readonly #ids = new Map<string, RoomId>();
  readonly #capacity: number;

  /** @param capacity entries kept; the one that was not asked for longest is dropped for a new one */
  constructor(capacity = DEFAULT_CAPACITY) {
    this.#capacity = capacity;
  }

  get(key: string): RoomId | undefined {
    const id = this.#ids.get(key);
    if (id !== undefined) this.set(key, id);
    return id;
  }

  set(key: string, id: RoomId): void {
    this.#ids.delete(key);
    this.#ids.set(key, id);
    const [oldest] = this.#ids.keys();
    if (this.#ids.size > this.#capacity && oldest !== undefined) this.#ids.delete(oldest);
  }
}
