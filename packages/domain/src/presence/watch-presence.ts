import type { Domain } from '../domain.js';
import { invalidField } from '../errors.js';
import { distinct } from '../flow/distinct.js';
import type { UserId } from '../ids.js';
import { LIMITS } from '../limits.js';
import type { Presence } from '../model/presence.js';
import type { Actor } from '../model/user.js';

/** Presence of those of the people who are of the caller's tenant; of the others nothing is said. @throws ChatError `invalid` */
export async function watchPresence(
  domain: Domain,
  actor: Actor,
  userIds: readonly UserId[],
): Promise<readonly Presence[]> {
  const wanted = distinct(userIds);
  if (wanted.length > LIMITS.presenceSubscriptions) {
    throw invalidField('users', `at most ${LIMITS.presenceSubscriptions} users`);
  }
  const users = await domain.users.findMany(wanted);
  const known = wanted.filter((userId) => users.get(userId)?.tenant === actor.tenant);
  if (known.length === 0) return [];
  const presences = await domain.presence.read(known);
  return presences.map((presence) =>
    presence.online || presence.lastSeen !== null
      ? presence
      : { ...presence, lastSeen: users.get(presence.userId)?.lastSeen ?? null },
  );
}
