import type { Domain } from '../domain.js';
import type { RoomId } from '../ids.js';
import { requireAccess } from '../members/require-access.js';
import type { RoomForMember } from '../model/room.js';
import type { Actor } from '../model/user.js';
import { roomForMember } from './room-for-member.js';

/** One room of the caller's. @throws ChatError `not_found` */
export async function getRoom(domain: Domain, actor: Actor, roomId: RoomId): Promise<RoomForMember> {
  return roomForMember(domain, await requireAccess(domain, actor, roomId));
}
