import { RetryGate } from './retry-gate.js';
import type { SequencerTimings } from './sequencer-timings.js';

/**
 * Knows up to which `stateRev` the local audience of a room is right. What was authorised against a newer state waits until the audience
 * was compared with storage, so that somebody who was removed never sees it, even when the news of the removal was lost.
 */
export class AudienceGuard {
  readonly #gate: RetryGate;
  readonly #confirmMs: number;
  #known = -1;
  #wanted = -1;
  #confirmAt: number | null = null;

  constructor(timings: Pick<SequencerTimings, 'retryMs' | 'maxRetryMs' | 'confirmMs'>) {
    this.#gate = new RetryGate(timings);
    this.#confirmMs = timings.confirmMs;
  }

  get known(): number {
    return this.#known;
  }

  get stale(): boolean {
    return this.#wanted > this.#known;
  }

  /** The audience is known to be right up to here. */
  knows(stateRev: number): void {
    if (stateRev > this.#known) this.#known = stateRev;
  }

  /** Whether an event of that state may be delivered; if not, a refresh is due. */
  admits(stateRev: number): boolean {
    if (stateRev <= this.#known) return true;
    if (stateRev > this.#wanted) this.#wanted = stateRev;
    return false;
  }

  /** The audience may be wrong although its state is not older: look again, without holding anything back. */
  doubt(now: number): void {
    this.#confirmAt = now;
  }

  /** The state up to which a refresh shall be made now, or null. The caller makes it and answers by `refreshed` or `failed`. */
  begin(now: number): number | null {
    const at = this.wakeAt;
    if (at === null || at > now) return null;
    this.#gate.begin();
    return Math.max(this.#known, this.#wanted);
  }

  refreshed(stateRev: number, now: number): void {
    this.#gate.succeeded();
    this.#confirmAt = this.stale ? now + this.#confirmMs : null;
    this.knows(stateRev);
  }

  failed(now: number): void {
    this.#gate.failed(now);
  }

  /** When `begin` wants to be called, or null. */
  get wakeAt(): number | null {
    if (this.#gate.running) return null;
    if (this.stale) return this.#gate.notBefore;
    return this.#confirmAt === null ? null : Math.max(this.#confirmAt, this.#gate.notBefore);
  }
}
