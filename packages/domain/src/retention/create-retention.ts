import type { FileId, MessageId } from '../ids.js';
import type { Message } from '../model/message.js';
import type { Room } from '../model/room.js';
import type { Ports } from '../ports/ports.js';

export type RetentionPorts = Pick<Ports, 'clock' | 'messages' | 'members' | 'files'>;

const DAY_MS = 86_400_000;
/** Messages that go together. */
const PART = 200;

/**
 * Removes a part of what is older than the room keeps, oldest first, and answers how many messages that were; fewer than the part is the end.
 * They go for good: first for every member, as if cleared, so that unread counters and history fit whatever comes between; then files that
 * nothing else carries, then the messages with what search knows. Cut off at any instant, the next run removes the same ones again. Their
 * numbers stay used. To whoever reads the room by rev they are void, as numbers that were never stored.
 */
export function createRetention(
  ports: RetentionPorts,
): (room: Pick<Room, 'id'>, days: number) => Promise<{ readonly removed: number; readonly more: boolean }> {
  return async ({ id }, days) => {
    const before = ports.clock.now() - days * DAY_MS;
    const page = await ports.messages.page(id, { after: 0, limit: PART, clearedSeq: 0 });
    const young = page.findIndex(({ createdAt }) => createdAt >= before);
    const old = young === -1 ? page : page.slice(0, young);
    const last = old.at(-1);
    if (last === undefined) return { removed: 0, more: false };
    await ports.members.clearForAll(id, last.seq);
    await ports.files.delete(await carriedOnlyBy(ports, old));
    await ports.messages.remove(
      id,
      old.map((message) => message.id),
    );
    return { removed: old.length, more: old.length === PART };
  };
}

async function carriedOnlyBy(
  { messages }: RetentionPorts,
  going: readonly Message[],
): Promise<readonly FileId[]> {
  const ids = new Set<MessageId>(going.map(({ id }) => id));
  const files: FileId[] = [];
  for (const fileId of new Set(going.flatMap(({ fileIds }) => fileIds))) {
    const carriers = await messages.carriersOf(fileId, { limit: going.length + 1 });
    if (carriers.every(({ id }) => ids.has(id))) files.push(fileId);
  }
  return files;
}
