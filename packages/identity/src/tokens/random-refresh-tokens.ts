import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { RefreshTokens } from '@crosstalk/domain';

const TOKEN_BYTES = 32;
const DAY_MS = 86_400_000;

/**
 * Opaque random refresh tokens. 256 random bits need no salt and no slow hash: what is stored is the plain SHA-256.
 * @param lifetimeDays of a token that is never used
 */
export function randomRefreshTokens(lifetimeDays: number): RefreshTokens {
  const hash = (token: string): string => createHash('sha256').update(token).digest('base64url');
  return {
    lifetimeMs: lifetimeDays * DAY_MS,
    hash,
    make() {
      const token = randomBytes(TOKEN_BYTES).toString('base64url');
      return { token, hash: hash(token) };
    },
    newFamily: randomUUID,
  };
}
