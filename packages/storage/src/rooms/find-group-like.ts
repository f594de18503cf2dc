import type { RoomId, TenantId, UserId } from '@crosstalk/domain';
import type { Collections } from '../collections.js';
import { TIME_LIMITS_MS } from '../connection/time-limits.js';

export interface GroupLike {
  readonly tenant: TenantId;
  /** Distinct. */
  readonly userIds: readonly UserId[];
  readonly title: string | null;
}

const READ = { maxTimeMS: TIME_LIMITS_MS.read } as const;

/** A group with exactly these members and this title: of the first one's rooms those that fit, then whether all are in it. */
export async function findGroupLike(
  { rooms, members }: Collections,
  { tenant, userIds, title }: GroupLike,
): Promise<RoomId | null> {
  const [first] = userIds;
  if (first === undefined) return null;
  const own = await members.find({ user: first }, { ...READ, projection: { _id: 0, room: 1 } }).toArray();
  const fitting = await rooms
    .find(
      {
        _id: { $in: own.map(({ room }) => room) },
        tenant,
        type: 'group',
        title,
        memberCount: userIds.length,
      },
      { ...READ, projection: { _id: 1 } },
    )
    .toArray();
  if (fitting.length === 0) return null;
  const [found] = await members
    .aggregate<{ _id: number }>(
      [
        { $match: { room: { $in: fitting.map(({ _id }) => _id) }, user: { $in: [...userIds] } } },
        { $group: { _id: '$room', count: { $sum: 1 } } },
        { $match: { count: userIds.length } },
        { $sort: { _id: 1 } },
        { $limit: 1 },
      ],
      READ,
    )
    .toArray();
  return (found?._id ?? null) as RoomId | null;
}
