import { type Access, type EpochMs, isHidden, type Member, type UserId } from '@crosstalk/domain';
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

/**
 * The rooms in a user's list, newest activity first. Two queries: the memberships, then the newest of their rooms. Who has put rooms away
 * needs one between them, since a page is full only when it is known before which rooms count.
 */
export async function readRoomsOf(
  { rooms, members }: Pick<Collections, 'rooms' | 'members'>,
  userId: UserId,
  { before, limit }: RoomsPage,
): Promise<readonly Access[]> {
  const own = await members.find({ user: userId }, READ).toArray();
  const listed = await withoutHidden(rooms, own.map(toMember));
  const byRoom = new Map<number, Member>(listed.map((member) => [member.roomId, member]));
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

/** Without those whose room has no message since it was put away. */
async function withoutHidden(
  rooms: Collections['rooms'],
  members: readonly Member[],
): Promise<readonly Member[]> {
  const putAway = members.filter(({ hiddenSeq }) => hiddenSeq !== null);
  if (putAway.length === 0) return members;
  const docs = await rooms
    .find({ _id: { $in: putAway.map(({ roomId }) => roomId) } }, { ...READ, projection: { seq: 1 } })
    .toArray();
  const seqs = new Map(docs.map(({ _id, seq }) => [_id, seq]));
  return members.filter((member) => !isHidden({ seq: seqs.get(member.roomId) ?? 0 }, member));
}
