import type { Access, RoomId, UserId } from '@crosstalk/domain';
import type { Collections } from '../collections.js';
import { TIME_LIMITS_MS } from '../connection/time-limits.js';
import { toRoom } from '../rooms/room-schema.js';
import { toMember } from './member-schema.js';

const READ = { maxTimeMS: TIME_LIMITS_MS.read } as const;

/**
 * The room first, then the member. Both change in one transaction that bumps `stateRev`, so a member read here may be newer than the
 * room (then the guard of a write refuses it), never older than a room that already counts as changed.
 */
export async function loadAccess(
  { rooms, members }: Pick<Collections, 'rooms' | 'members'>,
  roomId: RoomId,
  userId: UserId,
): Promise<Access | null> {
  const room = await rooms.findOne({ _id: roomId }, READ);
  if (!room) return null;
  const member = await members.findOne({ room: roomId, user: userId }, READ);
  return member && { room: toRoom(room), member: toMember(member) };
}
