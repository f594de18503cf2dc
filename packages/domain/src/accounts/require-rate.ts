import type { Domain } from '../domain.js';
import { ChatError } from '../errors.js';
import type { RateRule } from '../ports/rate-limiter.js';

/** Counts one use. @throws ChatError `rate_limited` with the time to wait */
export async function requireRate(
  domain: Pick<Domain, 'rateLimiter'>,
  rule: RateRule,
  key: string,
): Promise<void> {
  const { allowed, retryAfterMs } = await domain.rateLimiter.take(rule, key);
  if (!allowed) throw new ChatError('rate_limited', 'Too many attempts, try again later.', { retryAfterMs });
}
