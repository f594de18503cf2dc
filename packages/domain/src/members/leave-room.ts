import type { Domain } from '../domain.js';
import type { RoomId } from '../ids.js';
import type { Actor } from '../model/user.js';
import { requireDeed } from '../rooms/room-rules.js';
import { dropMembers } from './drop-members.js';
import { requireAccess } from './require-access.js';

/** Takes the caller out of the room. @throws ChatError `not_found`, `forbidden` for a direct room */
export async function leaveRoom(domain: Domain, actor: Actor, roomId: RoomId): Promise<void> {
  const access = await requireAccess(domain, actor, roomId);
  requireDeed('leave', access);
  await dropMembers(domain, actor, { room: access.room, userIds: [actor.userId] });
}
