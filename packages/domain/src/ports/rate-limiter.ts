export interface RateRule {
  readonly name: string;
  readonly limit: number;
  readonly windowMs: number;
}

export interface RateLimiter {
  /** Counts one use of `key` under the rule. Falls back to a count of this node when Redis is away. */
  take(rule: RateRule, key: string): Promise<{ readonly allowed: boolean; readonly retryAfterMs: number }>;
}
