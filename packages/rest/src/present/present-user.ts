import { colorOf, type Presence, type Role, type User, type UserId } from '@crosstalk/domain';
import { isoTime } from './iso-time.js';

/** Who is online, of the people that one answer names. */
export type PresenceMap = ReadonlyMap<UserId, Presence>;

/** A person as other people see them. @param role in the room that the answer is about */
export function presentUser(user: User, presence: PresenceMap, role: Role | null = null) {
  const known = presence.get(user.id);
  return {
    id: user.id,
    first_name: user.firstName,
    last_name: user.lastName,
    middle_name: user.middleName,
    photo: user.photo,
    color: colorOf(user.id),
    role,
    online: known?.online ?? null,
    last_seen: known?.online ? null : isoTime(known?.lastSeen ?? user.lastSeen),
  };
}

/** A person as they see themselves. */
export function presentSelf(user: User, presence: PresenceMap) {
  return { ...presentUser(user, presence), email: user.email, phone: user.phone };
}
