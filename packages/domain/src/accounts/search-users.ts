import type { Domain } from '../domain.js';
import { LIMITS } from '../limits.js';
import type { Actor, User } from '../model/user.js';
import { checkQuery } from '../text/check-query.js';

/** People of the caller's tenant by the beginning of their names or by their exact e-mail address. @throws ChatError `invalid` */
export async function searchUsers(domain: Domain, actor: Actor, query: string): Promise<readonly User[]> {
  return domain.users.search(actor.tenant, checkQuery(query), LIMITS.searchPage);
}
