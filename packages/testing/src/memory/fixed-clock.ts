import type { Clock, EpochMs } from '@crosstalk/domain';

/** Stands still until it is moved. Starts at 2026-01-01T00:00:00Z unless told otherwise. */
export class FixedClock implements Clock {
  #now: EpochMs;

  constructor(now: EpochMs = Date.UTC(2026, 0, 1)) {
    this.#now = now;
  }

  now(): EpochMs {
    return this.#now;
  }

  advance(ms: number): void {
    this.#now += ms;
  }
}
