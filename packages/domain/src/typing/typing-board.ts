import type { Clock, Timers } from '../ports/clock.js';

/** Between two notices of one person in one room. */
const TELL_EVERY_MS = 3_000;
/** Of a notice that is not repeated. */
const EXPIRES_AFTER_MS = 6_000;
const DEFAULT_CAPACITY = 20_000;

interface Entry {
  readonly toldAt: number;
  readonly on: boolean;
  readonly cancel: () => void;
}

interface TypingBoardOptions {
  readonly clock: Clock;
  readonly timers: Timers;
  /** Entries kept; the oldest is dropped for a new one. */
  readonly capacity?: number;
}

/** Who types where, as this process was told: decides which notices are worth sending and ends those that are not repeated. */
export class TypingBoard {
  readonly #entries = new Map<string, Entry>();
  readonly #clock: Clock;
  readonly #timers: Timers;
  readonly #capacity: number;

  constructor({ clock, timers, capacity = DEFAULT_CAPACITY }: TypingBoardOptions) {
    this.#clock = clock;
    this.#timers = timers;
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Whether to tell the room. `expire` runs if the person is not heard of again in time. */
  start(key: string, expire: () => void): boolean {
    const now = this.#clock.now();
    const entry = this.#entries.get(key);
    const told = entry !== undefined && now - entry.toldAt < TELL_EVERY_MS;
    if (told && !entry.on) return false;
    entry?.cancel();
    this.#makeRoom(key);
    const cancel = this.#timers.after(EXPIRES_AFTER_MS, () => {
      this.#entries.delete(key);
      expire();
    });
    this.#entries.set(key, { toldAt: told ? entry.toldAt : now, on: true, cancel });
    return !told;
  }

  /** Whether to tell the room: only when it was told of the start. */
  stop(key: string): boolean {
    const entry = this.#entries.get(key);
    if (entry?.on !== true) return false;
    entry.cancel();
    // Kept until the next notice may be sent, so that on-off-on does not get around the limit.
    const left = Math.max(0, entry.toldAt + TELL_EVERY_MS - this.#clock.now());
    const cancel = this.#timers.after(left, () => this.#entries.delete(key));
    this.#entries.set(key, { toldAt: entry.toldAt, on: false, cancel });
    return true;
  }

  #makeRoom(key: string): void {
    if (this.#entries.has(key) || this.#entries.size < this.#capacity) return;
    const [oldest] = this.#entries;
    if (oldest === undefined) return;
    oldest[1].cancel();
    this.#entries.delete(oldest[0]);
  }
}
