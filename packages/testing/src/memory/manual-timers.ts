import type { Timers } from '@crosstalk/domain';
import type { FixedClock } from './fixed-clock.js';

interface Pending {
  readonly at: number;
  readonly task: () => void;
}

/** Timers that fire when the test moves the time, in the order of their due times. */
export class ManualTimers implements Timers {
  readonly #clock: FixedClock;
  readonly #pending = new Set<Pending>();

  constructor(clock: FixedClock) {
    this.#clock = clock;
  }

  /** Tasks that wait. */
  get size(): number {
    return this.#pending.size;
  }

  after(delayMs: number, task: () => void): () => void {
    const pending = { at: this.#clock.now() + delayMs, task };
    this.#pending.add(pending);
    return () => {
      this.#pending.delete(pending);
    };
  }

  /** Moves the clock, running what falls due on the way. */
  advance(ms: number): void {
    const end = this.#clock.now() + ms;
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
      this.#pending.delete(next);
      this.#clock.advance(Math.max(0, next.at - this.#clock.now()));
      next.task();
    }
    this.#clock.advance(end - this.#clock.now());
  }

  #next(end: number): Pending | undefined {
    const due = [...this.#pending].filter((pending) => pending.at <= end);
    return due.sort((a, b) => a.at - b.at)[0];
  }
}
