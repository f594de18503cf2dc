import type { RateRule } from '@crosstalk/domain';

const MAX_WINDOWS = 10_000;

/** Counts uses in fixed windows on this node. Bounded: the oldest windows go first. */
export class LocalRateWindow {
  readonly #windows = new Map<string, { count: number; readonly endsAt: number }>();

  take(rule: RateRule, key: string): { readonly allowed: boolean; readonly retryAfterMs: number } {
    const now = performance.now();
    const name = `${rule.name}:${key}`;
    let window = this.#windows.get(name);
    if (!window || window.endsAt <= now) {
      window = { count: 0, endsAt: now + rule.windowMs };
      this.#windows.delete(name);
      this.#windows.set(name, window);
      const [oldest] = this.#windows.keys();
      if (this.#windows.size > MAX_WINDOWS && oldest !== undefined) this.#windows.delete(oldest);
    }
    window.count += 1;
    const allowed = window.count <= rule.limit;
    return { allowed, retryAfterMs: allowed ? 0 : Math.ceil(window.endsAt - now) };
  }
}
