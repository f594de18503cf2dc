import { createHash } from 'node:crypto';
import type { Claims } from '@crosstalk/domain';

interface Entry {
  readonly claims: Claims;
  /** Epoch milliseconds; the token is verified anew after it. */
  readonly until: number;
}

export interface VerifiedTokens {
  get(token: string, now: number): Claims | null;
  put(token: string, claims: Claims, until: number): void;
}

/**
 * The most recently used verified tokens, so that a wave of reconnects costs a hash each and no signature. Keyed by SHA-256: a heap
 * dump holds no token.
 */
export function verifiedTokens(capacity: number): VerifiedTokens {
  const entries = new Map<string, Entry>();
  return {
    get(token, now) {
      const key = keyOf(token);
      const entry = entries.get(key);
      if (!entry) return null;
      // A Map keeps insertion order: taken out and put back, the entry is the youngest.
      entries.delete(key);
      if (entry.until <= now) return null;
      entries.set(key, entry);
      return entry.claims;
    },
    put(token, claims, until) {
      entries.set(keyOf(token), { claims, until });
      const [oldest] = entries.keys();
      if (entries.size > capacity && oldest !== undefined) entries.delete(oldest);
    },
  };
}

function keyOf(token: string): string {
  return createHash('sha256').update(token).digest('base64');
}
