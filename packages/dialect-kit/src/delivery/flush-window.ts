/** @module How long a channel may gather events before it writes. */

/** Longest wait of an event, in milliseconds. */
export const MAX_WINDOW_MS = 25;
/** Deliveries a second above which gathering pays: one write per socket costs more than a few milliseconds of patience. */
const DELIVERIES_PER_SECOND_AND_MS = 2_000;
/** Weight of the newest interval in the moving average. */
const SMOOTHING = 0.2;
/** A pause this long forgets the rate: the next event goes out at once. */
const IDLE_MS = 1_000;

/** Watches the rate of events of one channel and derives the window from members × rate. */
export class FlushWindow {
  #averageIntervalMs = Number.POSITIVE_INFINITY;
  #lastAt = Number.NEGATIVE_INFINITY;

  /** Notes an event. @param nowMs monotonic milliseconds */
  note(nowMs: number): void {
    const interval = nowMs - this.#lastAt;
    this.#lastAt = nowMs;
    if (interval >= IDLE_MS) this.#averageIntervalMs = Number.POSITIVE_INFINITY;
    else if (this.#averageIntervalMs === Number.POSITIVE_INFINITY)
      this.#averageIntervalMs = Math.max(interval, 1);
    else this.#averageIntervalMs += SMOOTHING * (interval - this.#averageIntervalMs);
  }

  /** No event for so long that the next one finds an idle channel. */
  isIdle(nowMs: number): boolean {
    return nowMs - this.#lastAt >= IDLE_MS;
  }

  /** Milliseconds to gather before the next write; 0 for a channel that is idle or small. */
  widthMs(members: number): number {
    const perSecond = 1_000 / Math.max(this.#averageIntervalMs, 0.05);
    const width = Math.floor((members * perSecond) / DELIVERIES_PER_SECOND_AND_MS);
    return Math.min(MAX_WINDOW_MS, width);
  }
}
