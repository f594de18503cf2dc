import type { Changes, RoomId } from '@crosstalk/domain';
import type { Collections } from '../collections.js';
import { TIME_LIMITS_MS } from '../connection/time-limits.js';
import { COUNTERS, toHead } from '../rooms/room-schema.js';
import { toMessage } from './message-schema.js';

const READ = { maxTimeMS: TIME_LIMITS_MS.read } as const;

/**
 * What changed after a rev, with what the reader needs to tell holes from numbers that were replaced. The head is read before the messages:
 * the other way round, a post between the two would look like a hole that is not there.
 */
export async function readChanges(
  { rooms, messages }: Pick<Collections, 'rooms' | 'messages'>,
  { roomId, rev, limit }: { readonly roomId: RoomId; readonly rev: number; readonly limit: number },
): Promise<Changes | null> {
  const room = await rooms.findOne({ _id: roomId }, { ...READ, projection: COUNTERS });
  if (!room) return null;
  const docs = await messages
    .find({ room: roomId, rev: { $gt: rev } }, READ)
    .sort({ rev: 1 })
    .limit(limit + 1)
    .toArray();
  const shown = docs.slice(0, limit);
  const known = shown.flatMap((doc) => [doc.rev, ...doc.pastRevs]).filter((one) => one > rev);
  return {
    messages: shown.map(toMessage),
    knownRevs: [...new Set(known)].sort((a, b) => a - b),
    changedAt: shown.map((doc) => doc.changedAt.getTime()),
    head: toHead(room),
    more: docs.length > limit,
  };
}
