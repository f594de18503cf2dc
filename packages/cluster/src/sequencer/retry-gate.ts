import type { SequencerTimings } from './sequencer-timings.js';

type RetryPauses = Pick<SequencerTimings, 'retryMs' | 'maxRetryMs'>;

/** Lets one question run at a time and spaces those that failed: the pause doubles up to a limit. */
export class RetryGate {
  readonly #pauses: RetryPauses;
  #running = false;
  #failures = 0;
  #notBefore = 0;

  constructor(pauses: RetryPauses) {
    this.#pauses = pauses;
  }

  get running(): boolean {
    return this.#running;
  }

  /** When the next question may be asked, in the clock of `failed`. */
  get notBefore(): number {
    return this.#notBefore;
  }

  begin(): void {
    this.#running = true;
  }

  /** It helped: the next one need not wait. */
  succeeded(): void {
    this.#running = false;
    this.#failures = 0;
    this.#notBefore = 0;
  }

  failed(now: number): void {
    this.#running = false;
    this.#notBefore = now + Math.min(this.#pauses.retryMs * 2 ** this.#failures, this.#pauses.maxRetryMs);
    this.#failures += 1;
  }
}
