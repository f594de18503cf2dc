import type { Domain } from '../domain.js';
import { notFound } from '../errors.js';
import type { MembersChanged } from '../events/domain-event.js';
import type { UserId } from '../ids.js';
import type { Room, RoomView } from '../model/room.js';
import type { Actor } from '../model/user.js';
import { announceLeft } from '../rooms/announce-left.js';
import type { ViewPorts } from '../views/view-messages.js';
import { viewRoom } from '../views/view-room.js';
import { announceMembers } from './announce-members.js';
import { findHeir } from './find-heir.js';

export type LeavingPorts = ViewPorts & Pick<Domain, 'rooms' | 'events' | 'clock'>;

interface Removal {
  readonly room: Room;
  readonly userIds: readonly UserId[];
}

/**
 * Removes people and tells them, then who stays; the caller has authorised it. Ownership passes on before its holder goes, and a room
 * that nobody is left in is deleted. @throws ChatError `not_found`
 */
export async function dropMembers(
  domain: LeavingPorts,
  actor: Actor,
  removal: Removal,
): Promise<{ readonly room: RoomView; readonly removed: readonly UserId[] }> {
  const roles = await passOwnership(domain, removal);
  const roomId = removal.room.id;
  const result = await domain.members.remove(roomId, removal.userIds, domain.clock.now());
  if (result === null) throw notFound('room');
  const { removed } = result;
  const room = await viewRoom(domain, result.room);
  if (room.memberCount === 0) await domain.rooms.delete(roomId);
  // First those who go: their connections are out of the room before the room is told.
  announceLeft(domain, actor, {
    room,
    userIds: removed,
    reasonOf: (userId) => (userId === actor.userId ? 'left' : 'removed'),
  });
  if (room.memberCount > 0 && removed.length > 0) announceMembers(domain, actor, { room, removed, roles });
  return { room, removed };
}

async function passOwnership(
  domain: LeavingPorts,
  { room, userIds }: Removal,
): Promise<MembersChanged['roles']> {
  const { ownerId } = room;
  if (ownerId === null || !userIds.includes(ownerId)) return [];
  const heir = await findHeir(domain, room.id, userIds);
  if (heir === null) return [];
  const roles = [
    { userId: ownerId, role: 'member' },
    { userId: heir, role: 'owner' },
  ] as const;
  await domain.members.setRoles(room.id, roles, domain.clock.now());
  return roles.slice(1);
}
