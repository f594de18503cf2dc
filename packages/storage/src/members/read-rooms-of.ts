import type { Access, EpochMs, UserId } from '@crosstalk/domain';
import type { Collections } from '../collections.js';
import { TIME_LIMITS_MS } from '../connection/time-limits.js';
import { toRoom } from '../rooms/room-schema.js';
import { toMember } from './member-schema.js';

export interface RoomsPage {
  /** Of `updatedAt`, exclusive. */
  readonly before?: EpochMs | undefined;
  readonly limit: number;
}

const READ = { maxTimeMS: TIME_LIMITS_MS.read } as const;

/** The rooms in a user's list, newest activity first. Two queries: the memberships, then the newest of their rooms. */
export async function readRoomsOf(
  { rooms, members }: Pick<Collections, 'rooms' | 'members'>,
  userId: UserId,
  { before, limit }: RoomsPage,
): Promise<readonly Access[]> {
  const own = await members.find({ user: userId, hidden: false }, READ).toArray();
  const byRoom = new Map(own.map((doc) => [doc.room, toMember(doc)]));
  const docs = await rooms
    .find(
      {
        _id: { $in: [...byRoom.keys()] },
        ...(before === undefined ? {} : { updatedAt: { $lt: new Date(before) } }),
      },
      READ,
    )
    .sort({ updatedAt: -1, _id: -1 })
    .limit(limit)
    .toArray();
  return docs.flatMap((doc) => {
    const member = byRoom.get(doc._id);
    return member ? [{ room: toRoom(doc), member }] : [];
  });
}
