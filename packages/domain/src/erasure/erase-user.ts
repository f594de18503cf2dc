import type { Domain } from '../domain.js';
import { ChatError, notFound } from '../errors.js';
import type { UserId } from '../ids.js';
import type { Erasure, MessageFate } from '../model/erasure.js';
import type { Actor } from '../model/user.js';
import { beginErasure } from './begin-erasure.js';

/** The scope of a token that may erase other people of its tenant. */
const USERS_ERASE = 'users:erase';

/** Erases somebody of the caller's tenant. @throws ChatError `forbidden` without the scope, `not_found` */
export async function eraseUser(
  domain: Domain,
  actor: Actor,
  { userId, messages }: { readonly userId: UserId; readonly messages: MessageFate },
): Promise<Erasure> {
  if (!actor.scopes.includes(USERS_ERASE)) {
    throw new ChatError('forbidden', `The token lacks the scope ${USERS_ERASE}.`);
  }
  const user = await domain.users.find(userId, { fresh: true });
  if (user === null || user.tenant !== actor.tenant) throw notFound('user');
  return beginErasure(domain, { user, askedBy: actor.userId, messages });
}
