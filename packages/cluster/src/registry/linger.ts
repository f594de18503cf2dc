import type { Timers } from '@crosstalk/domain';

/** Keeps what fell idle for a while, so that a reconnect finds it warm. One timer for all: deadlines come in the order of entry. */
export class Linger<K> {
  readonly #timers: Timers;
  readonly #lingerMs: number;
  readonly #expired: (key: K) => void;
  readonly #deadlines = new Map<K, number>();
  #cancel: (() => void) | null = null;

  constructor(timers: Timers, lingerMs: number, expired: (key: K) => void) {
    this.#timers = timers;
    this.#lingerMs = lingerMs;
    this.#expired = expired;
  }

  begin(key: K): void {
    this.#deadlines.delete(key);
    this.#deadlines.set(key, performance.now() + this.#lingerMs);
    this.#cancel ??= this.#timers.after(this.#lingerMs, () => this.#sweep());
  }

  end(key: K): void {
    this.#deadlines.delete(key);
  }

  /** Idempotent. */
  close(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#deadlines.clear();
  }

  #sweep(): void {
    this.#cancel = null;
    const now = performance.now();
    for (const [key, deadline] of this.#deadlines) {
      // Timers fire up to a millisecond early.
      if (deadline > now + 1) {
        this.#cancel = this.#timers.after(deadline - now, () => this.#sweep());
        return;
      }
      this.#deadlines.delete(key);
      this.#expired(key);
    }
  }
}
