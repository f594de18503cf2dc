import type { Domain } from '../domain.js';
import type { ReadRef } from '../events/domain-event.js';
import type { RoomId, UserId } from '../ids.js';

/** The newest of them are told; a reader who comes back after a long time does not flood the room. */
const NEWEST = 5_000;

interface ReadRange {
  readonly roomId: RoomId;
  readonly readerId: UserId;
  /** Exclusive. */
  readonly fromSeq: number;
  /** Inclusive. */
  readonly toSeq: number;
}

/** Messages of others in the range, oldest first, each with whether anybody but its author and the reader had read it. */
export async function newlyRead(
  domain: Pick<Domain, 'messages' | 'members'>,
  { roomId, readerId, fromSeq, toSeq }: ReadRange,
): Promise<readonly ReadRef[]> {
  const range = { fromSeq: Math.max(fromSeq, toSeq - NEWEST), toSeq, limit: NEWEST };
  const [refs, furthest] = await Promise.all([
    domain.messages.refs(roomId, range),
    domain.members.furthestReaders(roomId, readerId, 2),
  ]);
  return refs
    .filter((ref) => ref.authorId !== readerId)
    .map((ref) => {
      // Of the two furthest at least one is not the author.
      const other = furthest.find((reader) => reader.userId !== ref.authorId);
      return { ...ref, first: other === undefined || other.readSeq < ref.seq };
    });
}
