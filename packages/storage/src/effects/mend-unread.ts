import type { RoomId } from '@crosstalk/domain';
import type { Collections } from '../collections.js';
import { TIME_LIMITS_MS } from '../connection/time-limits.js';
import { unreadAt } from '../members/unread-counter.js';

export interface MendedRooms {
  /** Counters that were wrong. */
  readonly mended: number;
  /** The last room that was looked at; null at the end. */
  readonly lastRoomId: RoomId | null;
}

interface SeenRoom {
  readonly _id: number;
  readonly seq: number;
}

const READ = { maxTimeMS: TIME_LIMITS_MS.read } as const;
/** Rounds for rooms that are written to all the time; those have a job after the last message, like any other. */
const MAX_ROUNDS = 20;

/** Sets wrong unread counters right, in up to `limit` rooms above `after`. Those whose job is due are left to it: theirs are only late. */
export async function mendUnread(
  { rooms, members }: Pick<Collections, 'rooms' | 'members'>,
  after: RoomId,
  limit: number,
): Promise<MendedRooms> {
  const docs = await rooms
    .find({ _id: { $gt: after } }, { ...READ, projection: { seq: 1, dirtyAt: 1 } })
    .sort({ _id: 1 })
    .limit(limit)
    .toArray();
  const lastRoomId = docs.length < limit ? null : ((docs.at(-1)?._id ?? null) as RoomId | null);
  let seen: readonly SeenRoom[] = docs.filter(({ dirtyAt }) => dirtyAt === undefined);
  const mended = await setUnread(members, seen);
  let changed = mended;
  // A room that was written to meanwhile may have got counters of its earlier `seq` after its own job had set them.
  for (let round = 0; changed > 0 && seen.length > 0 && round < MAX_ROUNDS; round++) {
    seen = await movedSince(rooms, seen);
    changed = await setUnread(members, seen);
  }
  return { mended, lastRoomId };
}

/** @returns how many counters were another */
async function setUnread(members: Collections['members'], seen: readonly SeenRoom[]): Promise<number> {
  if (seen.length === 0) return 0;
  const updates = seen.map(({ _id, seq }) => ({
    updateMany: {
      filter: { room: _id, $expr: { $ne: ['$unread', unreadAt(seq)] } },
      update: [{ $set: { unread: unreadAt(seq) } }],
    },
  }));
  const { modifiedCount } = await members.bulkWrite(updates, { ordered: false, writeConcern: { w: 1 } });
  return modifiedCount;
}

/** Those of the rooms whose `seq` is another by now, with the new one. */
async function movedSince(
  rooms: Collections['rooms'],
  seen: readonly SeenRoom[],
): Promise<readonly SeenRoom[]> {
  const before = new Map(seen.map(({ _id, seq }) => [_id, seq]));
  const now = await rooms
    .find({ _id: { $in: [...before.keys()] } }, { ...READ, projection: { seq: 1 } })
    .toArray();
  return now.filter(({ _id, seq }) => before.get(_id) !== seq);
}
