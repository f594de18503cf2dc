import type { Domain } from '../domain.js';
import { notFound } from '../errors.js';
import type { RoomId } from '../ids.js';
import { requireAccess } from '../members/require-access.js';
import type { Actor } from '../model/user.js';
import { viewRoom } from '../views/view-room.js';
import { announceLeft } from './announce-left.js';
import { requireDeed } from './room-rules.js';

/** Removes the room with everything in it. @throws ChatError `not_found`, `forbidden` for anyone but the owner */
export async function deleteRoom(domain: Domain, actor: Actor, roomId: RoomId): Promise<void> {
  const access = await requireAccess(domain, actor, roomId);
  requireDeed('delete', access);
  const [room, userIds] = await Promise.all([
    viewRoom(domain, access.room),
    domain.members.userIdsOf(roomId),
  ]);
  if (!(await domain.rooms.delete(roomId))) throw notFound('room');
  announceLeft(domain, actor, { room, userIds, reasonOf: () => 'deleted' });
}
