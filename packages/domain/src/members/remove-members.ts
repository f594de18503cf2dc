import type { Domain } from '../domain.js';
import { ChatError } from '../errors.js';
import type { RoomId, UserId } from '../ids.js';
import type { RoomView } from '../model/room.js';
import type { Actor } from '../model/user.js';
import type { Access } from '../ports/room-store.js';
import { requireDeed } from '../rooms/room-rules.js';
import { checkUsers } from './check-users.js';
import { dropMembers } from './drop-members.js';
import { requireAccess } from './require-access.js';

/**
 * Removes people, oneself perhaps among them; answers the room as it is without them.
 * @throws ChatError `not_found` (room, or a user who is no member), `forbidden`, `invalid`
 */
export async function removeMembers(
  domain: Domain,
  actor: Actor,
  input: { readonly roomId: RoomId; readonly users: readonly UserId[] },
): Promise<{ readonly room: RoomView; readonly removed: readonly UserId[] }> {
  const userIds = checkUsers(input.users);
  const access = await requireAccess(domain, actor, input.roomId);
  authorise(actor, access, userIds);
  await requireMembers(domain, access, input.users);
  return dropMembers(domain, actor, { room: access.room, userIds });
}

function authorise(actor: Actor, access: Access, userIds: readonly UserId[]): void {
  const others = userIds.filter((userId) => userId !== actor.userId);
  if (others.length < userIds.length) requireDeed('leave', access);
  if (others.length > 0) requireDeed('removeOthers', access);
  if (others.some((userId) => userId === access.room.ownerId)) {
    throw new ChatError('forbidden', 'The owner of a room cannot be removed.');
  }
}

async function requireMembers(domain: Domain, { room }: Access, userIds: readonly UserId[]): Promise<void> {
  const members = new Set((await domain.members.among(room.id, userIds)).map((member) => member.userId));
  const strangers = [...userIds.entries()].filter(([, userId]) => !members.has(userId));
  if (strangers.length === 0) return;
  throw new ChatError('not_found', 'No such member.', {
    fields: Object.fromEntries(strangers.map(([index]) => [`users.${index}`, 'not a member'])),
  });
}
