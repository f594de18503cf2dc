import type { Domain } from '../domain.js';
import { ChatError } from '../errors.js';
import type { Actor, User } from '../model/user.js';

/** The caller's own profile, as stored now. @throws ChatError `unauthenticated` when the account is gone */
export async function getMe(domain: Domain, actor: Actor): Promise<User> {
  const user = await domain.users.find(actor.userId, { fresh: true });
  if (user === null) throw new ChatError('unauthenticated', 'The account is gone.');
  return user;
}
