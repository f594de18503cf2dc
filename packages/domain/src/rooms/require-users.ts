import type { Domain } from '../domain.js';
import { ChatError } from '../errors.js';
import type { UserId } from '../ids.js';
import type { Actor, User } from '../model/user.js';

/** Profiles of the named people, who must all be of the actor's tenant. @throws ChatError `not_found` naming each who is not */
export async function requireUsers(
  domain: Pick<Domain, 'users'>,
  actor: Actor,
  userIds: readonly UserId[],
): Promise<ReadonlyMap<UserId, User>> {
  const users = await domain.users.findMany(userIds);
  const fields: Record<string, string> = {};
  for (const [index, id] of userIds.entries()) {
    const user = users.get(id);
    if (user?.tenant !== actor.tenant || user.erasedAt !== undefined)
      fields[`users.${index}`] = 'no such user';
  }
  if (Object.keys(fields).length > 0) throw new ChatError('not_found', 'No such user.', { fields });
  return users;
}
