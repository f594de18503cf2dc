import { invalidField } from '../errors.js';
import { distinct } from '../flow/distinct.js';
import type { UserId } from '../ids.js';
import { LIMITS } from '../limits.js';

/** The named people, each once. @throws ChatError `invalid` for field `users` when there are none or too many */
export function checkUsers(users: readonly UserId[]): readonly UserId[] {
  if (users.length === 0) throw invalidField('users', 'name at least one user');
  if (users.length > LIMITS.usersPerRequest) {
    throw invalidField('users', `at most ${LIMITS.usersPerRequest} users in one request`);
  }
  return distinct(users);
}
