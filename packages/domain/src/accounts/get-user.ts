import type { Domain } from '../domain.js';
import { notFound } from '../errors.js';
import type { UserId } from '../ids.js';
import type { Actor, User } from '../model/user.js';

/** A profile of the caller's tenant. @throws ChatError `not_found` */
export async function getUser(domain: Domain, actor: Actor, userId: UserId): Promise<User> {
  const user = await domain.users.find(userId);
  if (user?.tenant !== actor.tenant) throw notFound('user');
  return user;
}
