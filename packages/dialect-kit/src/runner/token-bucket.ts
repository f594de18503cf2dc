/** Allows a steady rate with bursts: `ratePerSecond` on average, `burst` at once. */
export class TokenBucket {
  readonly #ratePerMs: number;
  readonly #burst: number;
  #tokens: number;
  #filledAt: number;

  constructor(limit: { readonly ratePerSecond: number; readonly burst: number }, nowMs: number) {
    this.#ratePerMs = limit.ratePerSecond / 1000;
    this.#burst = limit.burst;
    this.#tokens = limit.burst;
    this.#filledAt = nowMs;
  }

  /** Takes one token. @returns 0 when there was one, else the milliseconds until there is */
  take(nowMs: number): number {
    this.#tokens = Math.min(this.#burst, this.#tokens + (nowMs - this.#filledAt) * this.#ratePerMs);
    this.#filledAt = nowMs;
    if (this.#tokens >= 1) {
      this.#tokens -= 1;
      return 0;
    }
    return Math.ceil((1 - this.#tokens) / this.#ratePerMs);
  }
}
