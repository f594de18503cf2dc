import type { EpochMs, Role, Room, RoomId, UserId } from '@crosstalk/domain';
import type { Collections } from '../collections.js';
import { runTransaction } from '../connection/run-transaction.js';
import { toRoom } from '../rooms/room-schema.js';

export interface RoleChange {
  readonly roomId: RoomId;
  readonly roles: readonly { readonly userId: UserId; readonly role: Role }[];
  readonly at: EpochMs;
}

/** Sets roles, and the room's owner when one of them is `owner`, as one; null when the room is gone. */
export async function setRoles(
  { client, rooms, members }: Collections,
  { roomId, roles, at }: RoleChange,
): Promise<Room | null> {
  const owner = roles.find(({ role }) => role === 'owner');
  const changes = { updatedAt: new Date(at), ...(owner ? { ownerId: owner.userId } : {}) };
  return runTransaction(client, async (session) => {
    const room = await rooms.findOneAndUpdate(
      { _id: roomId },
      { $inc: { stateRev: 1 }, $set: changes },
      { session, returnDocument: 'after' },
    );
    if (!room) return null;
    const updates = roles.map(({ userId, role }) => ({
      updateOne: { filter: { room: roomId, user: userId }, update: { $set: { role } } },
    }));
    if (updates.length > 0) await members.bulkWrite(updates, { session });
    return toRoom(room);
  });
}
