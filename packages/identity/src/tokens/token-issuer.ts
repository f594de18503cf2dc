/** @module What verifies (and issues) the tokens of one issuer. Each has its own keys and its own fixed list of algorithms. */
import type { Claims, Clock } from '@crosstalk/domain';

export interface TokenVerifier {
  /** Algorithms of RFC 7518; a token of any other is never tried with these keys. */
  readonly algorithms: readonly string[];
  /** @throws an error of jose */
  verify(token: string): Promise<Claims>;
}

export interface IssuerOptions {
  /** The `iss` that a token must carry. */
  readonly issuer: string;
  /** The `aud` that a token must carry. */
  readonly audience: string;
  readonly clock: Clock;
}

/** Clocks of two machines may differ by this much, in seconds. */
export const CLOCK_TOLERANCE_SECONDS = 5;

/** Words of a `scope` claim, separated by blanks (RFC 8693, section 4.2). */
export function scopesOf(scope: unknown): readonly string[] {
  return typeof scope === 'string' ? scope.split(' ').filter(Boolean) : [];
}
