import type { Carrier, FileId, MessageId, RoomId } from '@crosstalk/domain';
import type { Collections } from '../collections.js';
import { TIME_LIMITS_MS } from '../connection/time-limits.js';
import { CARRIES_FILES } from './message-schema.js';

const READ = { maxTimeMS: TIME_LIMITS_MS.read } as const;
type Messages = Collections['messages'];

/** The rooms in which messages carry the file, with the highest seq of each. */
export async function roomsCarrying(
  messages: Messages,
  fileId: FileId,
): Promise<readonly { readonly roomId: RoomId; readonly seq: number }[]> {
  const rooms = await messages
    .aggregate<{ readonly _id: RoomId; readonly seq: number }>(
      [
        { $match: { attachments: fileId, ...CARRIES_FILES } },
        { $group: { _id: '$room', seq: { $max: '$seq' } } },
      ],
      READ,
    )
    .toArray();
  return rooms.map(({ _id, seq }) => ({ roomId: _id, seq }));
}

/** Messages that carry the file, ascending by id. */
export async function carriersOf(
  messages: Messages,
  fileId: FileId,
  { after = 0 as MessageId, limit }: { readonly after?: MessageId | undefined; readonly limit: number },
): Promise<readonly Carrier[]> {
  const docs = await messages
    .find(
      { attachments: fileId, _id: { $gt: after }, ...CARRIES_FILES },
      { ...READ, projection: { room: 1 } },
    )
    .sort({ _id: 1 })
    .limit(limit)
    .toArray();
  return docs.map(({ _id, room }) => ({ id: _id as MessageId, roomId: room as RoomId }));
}
