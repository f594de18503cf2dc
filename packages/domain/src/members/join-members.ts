import type { Domain } from '../domain.js';
import { ChatError, notFound } from '../errors.js';
import type { UserId } from '../ids.js';
import { LIMITS } from '../limits.js';
import type { Room } from '../model/room.js';
import type { Actor } from '../model/user.js';
import { announceJoined } from '../rooms/announce-joined.js';
import { viewRoom } from '../views/view-room.js';
import { announceMembers } from './announce-members.js';

/**
 * Adds those who are no members yet, and tells them and the room; the caller has authorised it. Answers whom it added and the room after.
 * @throws ChatError `too_large`, `not_found`
 */
export async function joinMembers(
  domain: Domain,
  actor: Actor,
  { room, userIds }: { readonly room: Room; readonly userIds: readonly UserId[] },
): Promise<{ readonly room: Room; readonly added: readonly UserId[] }> {
  const present = new Set((await domain.members.among(room.id, userIds)).map((member) => member.userId));
  const missing = userIds.filter((userId) => !present.has(userId));
  if (missing.length === 0) return { room, added: [] };
  if (room.memberCount + missing.length > LIMITS.membersPerRoom) {
    throw new ChatError('too_large', `A room has at most ${LIMITS.membersPerRoom} members.`);
  }
  const people = missing.map((userId) => ({ userId, role: 'member' as const }));
  const result = await domain.members.add(room.id, people, domain.clock.now());
  if (result === null) throw notFound('room');
  const { added: members } = result;
  const added = members.map((member) => member.userId);
  if (added.length > 0) {
    const view = await viewRoom(domain, result.room);
    const users = await domain.users.findMany(added);
    announceJoined(domain, actor, { room: view, members, reason: 'added' });
    announceMembers(domain, actor, { room: view, added: added.flatMap((id) => users.get(id) ?? []) });
  }
  return { room: result.room, added };
}
