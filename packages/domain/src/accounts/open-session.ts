import type { Domain } from '../domain.js';
import type { User } from '../model/user.js';
import type { SignedIn } from '../use-cases.js';

/** Tokens for the user, in the family of those that they replace (`refreshTokens.newFamily()` for a new session). */
export async function openSession(domain: Domain, user: User, family: string): Promise<SignedIn> {
  const { token: refreshToken, hash } = domain.refreshTokens.make();
  const expiresAt = domain.clock.now() + domain.refreshTokens.lifetimeMs;
  await domain.refreshTokenStore.save({ hash, family, userId: user.id, expiresAt });
  const { token: accessToken, expiresInSeconds } = await domain.accessTokens.issue({
    userId: user.id,
    tenant: user.tenant,
    family,
  });
  return { user, accessToken, refreshToken, expiresInSeconds };
}
