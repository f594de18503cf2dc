import type { RoomId } from '@crosstalk/domain';
import type { mongo } from 'mongoose';
import type { Collections } from '../collections.js';
import { runTransaction } from '../connection/run-transaction.js';

/** Small enough that one round stays far below the socket's time limit. */
const ROUND = 5_000;

async function deleteInRounds<Doc extends { readonly _id: number; readonly room: number }>(
  collection: mongo.Collection<Doc>,
  roomId: RoomId,
): Promise<void> {
  const ofRoom = { room: roomId } as mongo.Filter<Doc>;
  for (;;) {
    const docs = await collection
      .find(ofRoom, { projection: { _id: 1 } })
      .limit(ROUND)
      .toArray();
    if (docs.length === 0) return;
    const ids = docs.map(({ _id }) => _id);
    await collection.deleteMany({ _id: { $in: ids } } as mongo.Filter<Doc>);
  }
}

/**
 * Removes a room with all that is in it. First the room and its members, as one: from then on nobody can read or send. What a send in
 * flight may store after that (its numbers were allotted before) is unreachable: every read begins at the room.
 */
export async function deleteRoom(collections: Collections, roomId: RoomId): Promise<boolean> {
  const { client, rooms, members, messages, searchEntries } = collections;
  const deleted = await runTransaction(client, async (session) => {
    const { deletedCount } = await rooms.deleteOne({ _id: roomId }, { session });
    if (deletedCount > 0) await members.deleteMany({ room: roomId }, { session });
    return deletedCount > 0;
  });
  await deleteInRounds(messages, roomId);
  await deleteInRounds(searchEntries, roomId);
  return deleted;
}
