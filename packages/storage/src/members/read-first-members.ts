import type { RoomId } from '@crosstalk/domain';
import type { Collections } from '../collections.js';
import { TIME_LIMITS_MS } from '../connection/time-limits.js';
import type { MemberDoc } from './member-schema.js';

export interface FirstMembers {
  readonly _id: number;
  readonly members: readonly MemberDoc[];
}

/** The first members of each room by joining, in one command that reads no more than it returns. */
export async function readFirstMembers(
  { rooms }: Pick<Collections, 'rooms'>,
  roomIds: readonly RoomId[],
  limitEach: number,
): Promise<readonly FirstMembers[]> {
  if (roomIds.length === 0) return [];
  return rooms
    .aggregate<FirstMembers>(
      [
        { $match: { _id: { $in: [...roomIds] } } },
        { $project: { _id: 1 } },
        {
          $lookup: {
            from: 'members',
            localField: '_id',
            foreignField: 'room',
            pipeline: [{ $sort: { _id: 1 } }, { $limit: limitEach }],
            as: 'members',
          },
        },
      ],
      { maxTimeMS: TIME_LIMITS_MS.read },
    )
    .toArray();
}
