import type { Domain } from '../domain.js';
import { ChatError, notFound } from '../errors.js';
import type { RoomId, UserId } from '../ids.js';
import type { Role, RoomForMember } from '../model/room.js';
import type { Actor } from '../model/user.js';
import { roomForMember } from '../rooms/room-for-member.js';
import { requireDeed } from '../rooms/room-rules.js';
import { viewRoom } from '../views/view-room.js';
import { announceMembers } from './announce-members.js';
import { requireAccess } from './require-access.js';

interface RoleInput {
  readonly roomId: RoomId;
  readonly userId: UserId;
  readonly role: Role;
}

/**
 * Gives a member another role. Giving ownership away makes the former owner an admin; without that the owner's own role stays.
 * @throws ChatError `not_found` (room or member), `forbidden` for anyone but the owner
 */
export async function changeRole(domain: Domain, actor: Actor, input: RoleInput): Promise<RoomForMember> {
  const { roomId, userId, role } = input;
  const access = await requireAccess(domain, actor, roomId);
  requireDeed('changeRoles', access);
  const [target] = await domain.members.among(roomId, [userId]);
  if (target === undefined) {
    throw new ChatError('not_found', 'No such member.', { fields: { userId: 'not a member' } });
  }
  if (target.role === role) return roomForMember(domain, access);
  if (userId === actor.userId) throw new ChatError('forbidden', 'An owner has to name another owner.');
  const roles = [
    ...(role === 'owner' ? [{ userId: actor.userId, role: 'admin' as const }] : []),
    { userId, role },
  ];
  const changed = await domain.members.setRoles(roomId, roles, domain.clock.now());
  if (changed === null) throw notFound('room');
  const room = await viewRoom(domain, changed);
  announceMembers(domain, actor, { room, roles });
  const ownRole = role === 'owner' ? 'admin' : access.member.role;
  return { room, member: { ...access.member, role: ownRole } };
}
