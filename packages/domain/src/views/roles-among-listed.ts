import type { RoomId, UserId } from '../ids.js';
import type { Member, Role } from '../model/room.js';
import type { RoleOf } from './message-viewer.js';

/** Roles out of member lists that are loaded already. In a room with more members than listed, later ones count as `member`. */
export function rolesAmongListed(listed: ReadonlyMap<RoomId, readonly Member[]>): RoleOf {
  const roles = new Map<RoomId, ReadonlyMap<UserId, Role>>();
  for (const [roomId, members] of listed) {
    roles.set(roomId, new Map(members.map((member) => [member.userId, member.role])));
  }
  return (message) => roles.get(message.roomId)?.get(message.authorId) ?? 'member';
}
