import type { Domain } from '../domain.js';
import { LIMITS } from '../limits.js';
import type { RoomForMember } from '../model/room.js';
import type { Actor } from '../model/user.js';
import { roomsForMember } from './rooms-for-member.js';

/** The caller's rooms, newest activity first; `before` is the `updatedAt` of the last room of the page before. */
export async function listRooms(
  domain: Domain,
  actor: Actor,
  page: { readonly before?: number | undefined; readonly limit: number },
): Promise<{ readonly rooms: readonly RoomForMember[]; readonly hasMore: boolean }> {
  const limit = Math.min(Math.max(page.limit, 1), LIMITS.roomPage);
  const found = await domain.members.pageOf(actor.userId, { before: page.before, limit: limit + 1 });
  const rooms = await roomsForMember(domain, found.slice(0, limit));
  return { rooms, hasMore: found.length > limit };
}
