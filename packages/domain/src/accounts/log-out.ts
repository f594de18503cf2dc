import type { Domain } from '../domain.js';

/** Ends the session of the token; an unknown token is no error, since its session has ended. */
export async function logOut(domain: Domain, refreshToken: string): Promise<void> {
  const hash = domain.refreshTokens.hash(refreshToken);
  const record = await domain.refreshTokenStore.use(hash, domain.clock.now());
  if (record !== null) await domain.refreshTokenStore.revokeFamily(record.family);
}
