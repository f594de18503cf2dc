import type { Clock, RateLimiter, RateRule } from '@crosstalk/domain';

/** A fixed window per rule and key. */
export class MemoryRateLimiter implements RateLimiter {
  readonly #clock: Clock;
  readonly #windows = new Map<string, { readonly endsAt: number; used: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async take(
    rule: RateRule,
    key: string,
  ): Promise<{ readonly allowed: boolean; readonly retryAfterMs: number }> {
    const now = this.#clock.now();
    const name = `${rule.name}/${key}`;
    const open = this.#windows.get(name);
    const current = open !== undefined && open.endsAt > now ? open : { endsAt: now + rule.windowMs, used: 0 };
    this.#windows.set(name, current);
    current.used += 1;
    const allowed = current.used <= rule.limit;
    return { allowed, retryAfterMs: allowed ? 0 : current.endsAt - now };
  }
}
