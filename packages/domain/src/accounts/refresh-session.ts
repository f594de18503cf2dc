import type { Domain } from '../domain.js';
import { ChatError } from '../errors.js';
import type { SignedIn } from '../use-cases.js';
import { openSession } from './open-session.js';

/**
 * Exchanges a refresh token for new tokens, once. A token that comes a second time was stolen, before or now: its whole family ends.
 * @throws ChatError `unauthenticated`
 */
export async function refreshSession(domain: Domain, refreshToken: string): Promise<SignedIn> {
  const now = domain.clock.now();
  const record = await domain.refreshTokenStore.use(domain.refreshTokens.hash(refreshToken), now);
  if (record?.usedBefore === true) await domain.refreshTokenStore.revokeFamily(record.family);
  if (record === null || record.usedBefore || record.expiresAt <= now) throw ended();
  const user = await domain.users.find(record.userId, { fresh: true });
  if (user === null || user.erasedAt !== undefined) throw ended();
  return openSession(domain, user, record.family);
}

function ended(): ChatError {
  return new ChatError('unauthenticated', 'The session has ended, log in again.');
}
