import type { RoomId } from '@crosstalk/domain';
import type { mongo } from 'mongoose';
import { COUNTERS, type RoomDoc } from '../rooms/room-schema.js';

export interface Allotted {
  readonly roomId: RoomId;
  readonly stateRev: number;
  readonly firstSeq: number;
  readonly firstRev: number;
  readonly at: Date;
}

/**
 * Takes `count` numbers of each counter for posts that were authorised against this `stateRev`, and marks the room dirty; null when the
 * room is another one by now, or gone. Majority write concern, although the insert that follows has it too: an update that only
 * the old primary has is undone by a failover, and if the insert then reached the new primary, the same numbers would be handed
 * out once more. Waiting for it costs a batch one journal flush.
 */
export async function allotNumbers(
  rooms: mongo.Collection<RoomDoc>,
  room: Pick<Allotted, 'roomId' | 'stateRev'>,
  count: number,
): Promise<Allotted | null> {
  const at = new Date();
  const counters = await rooms.findOneAndUpdate(
    { _id: room.roomId, stateRev: room.stateRev },
    { $inc: { seq: count, rev: count }, $min: { dirtyAt: at }, $set: { updatedAt: at } },
    { projection: COUNTERS, returnDocument: 'after' },
  );
  if (!counters) return null;
  return { ...room, firstSeq: counters.seq - count + 1, firstRev: counters.rev - count + 1, at };
}
