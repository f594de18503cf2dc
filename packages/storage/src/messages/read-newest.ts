import type { Message, RoomId } from '@crosstalk/domain';
import type { Collections } from '../collections.js';
import { TIME_LIMITS_MS } from '../connection/time-limits.js';
import { type MessageDoc, toMessage } from './message-schema.js';

/**
 * The newest message of each room, in one command with one index seek per room. Not by the room's `seq`: a number that was allotted and
 * never stored would hide the message before it.
 */
export async function readNewest(
  { rooms }: Pick<Collections, 'rooms'>,
  roomIds: readonly RoomId[],
): Promise<ReadonlyMap<RoomId, Message>> {
  if (roomIds.length === 0) return new Map();
  const found = await rooms
    .aggregate<{ readonly newest: readonly MessageDoc[] }>(
      [
        { $match: { _id: { $in: [...roomIds] } } },
        { $project: { _id: 1 } },
        {
          $lookup: {
            from: 'messages',
            localField: '_id',
            foreignField: 'room',
            pipeline: [{ $sort: { seq: -1 } }, { $limit: 1 }],
            as: 'newest',
          },
        },
      ],
      { maxTimeMS: TIME_LIMITS_MS.read },
    )
    .toArray();
  return new Map(
    found.flatMap(({ newest }) => newest.map((doc) => [doc.room as RoomId, toMessage(doc)] as const)),
  );
}
