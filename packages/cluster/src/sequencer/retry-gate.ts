/** Lets one question run at a time and spaces those that failed: the pause doubles up to a limit. */
export class RetryGate {
  readonly #firstPauseMs: number;
  readonly #longestPauseMs: number;
  #running = false;
  #failures = 0;
  #notBefore = 0;

  constructor(firstPauseMs: number, longestPauseMs: number) {
    this.#firstPauseMs = firstPauseMs;
    this.#longestPauseMs = longestPauseMs;
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
    this.#notBefore = now + Math.min(this.#firstPauseMs * 2 ** this.#failures, this.#longestPauseMs);
    this.#failures += 1;
  }
}
