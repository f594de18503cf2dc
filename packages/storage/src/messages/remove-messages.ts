import type { MessageId, RoomId } from '@crosstalk/domain';
import type { Collections } from '../collections.js';

/** Removes messages of a room for good. What search knows goes first: cut off in between, the messages are still there to be removed again. */
export async function removeMessages(
  { messages, searchEntries }: Pick<Collections, 'messages' | 'searchEntries'>,
  roomId: RoomId,
  ids: readonly MessageId[],
): Promise<void> {
  if (ids.length === 0) return;
  const ofRoom = { _id: { $in: [...ids] }, room: roomId };
  await searchEntries.deleteMany(ofRoom);
  await messages.deleteMany(ofRoom);
}
