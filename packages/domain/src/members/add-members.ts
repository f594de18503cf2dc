import type { Domain } from '../domain.js';
import type { RoomId, UserId } from '../ids.js';
import type { RoomForMember } from '../model/room.js';
import type { Actor } from '../model/user.js';
import { requireUsers } from '../rooms/require-users.js';
import { requireDeed } from '../rooms/room-rules.js';
import { viewRoom } from '../views/view-room.js';
import { checkUsers } from './check-users.js';
import { joinMembers } from './join-members.js';
import { requireAccess } from './require-access.js';

/** Adds people; who is a member already is passed over. @throws ChatError `not_found` (room or user), `forbidden`, `too_large`, `invalid` */
export async function addMembers(
  domain: Domain,
  actor: Actor,
  input: { readonly roomId: RoomId; readonly users: readonly UserId[] },
): Promise<RoomForMember & { readonly added: readonly UserId[] }> {
  const userIds = checkUsers(input.users);
  const access = await requireAccess(domain, actor, input.roomId);
  requireDeed('addMembers', access);
  await requireUsers(domain, actor, input.users);
  const { room, added } = await joinMembers(domain, actor, { room: access.room, userIds });
  return { room: await viewRoom(domain, room), member: access.member, added };
}
