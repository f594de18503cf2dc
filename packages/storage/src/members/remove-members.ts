import type { EpochMs, Room, RoomId, UserId } from '@crosstalk/domain';
import type { Collections } from '../collections.js';
import { runTransaction } from '../connection/run-transaction.js';
import { toRoom } from '../rooms/room-schema.js';

export interface MemberRemoval {
  readonly roomId: RoomId;
  readonly userIds: readonly UserId[];
  readonly at: EpochMs;
}

/**
 * Removes members and bumps `stateRev` as one, so that whoever reads a room with the new `stateRev` cannot find a removed member in it.
 * Nothing changes when none of them is a member; null when the room is gone.
 */
export async function removeMembers(
  { client, rooms, members }: Collections,
  { roomId, userIds, at }: MemberRemoval,
): Promise<{ room: Room; removed: readonly UserId[] } | null> {
  return runTransaction(client, async (session) => {
    const leaving = { room: roomId, user: { $in: [...userIds] } };
    const present = await members.find(leaving, { session, projection: { _id: 0, user: 1 } }).toArray();
    if (present.length === 0) {
      const unchanged = await rooms.findOne({ _id: roomId }, { session });
      return unchanged && { room: toRoom(unchanged), removed: [] };
    }
    const room = await rooms.findOneAndUpdate(
      { _id: roomId },
      { $inc: { stateRev: 1, memberCount: -present.length }, $set: { updatedAt: new Date(at) } },
      { session, returnDocument: 'after' },
    );
    if (!room) return null;
    await members.deleteMany(leaving, { session });
    return { room: toRoom(room), removed: present.map(({ user }) => user as UserId) };
  });
}
