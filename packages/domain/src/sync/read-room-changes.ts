import type { Domain } from '../domain.js';
import type { Message } from '../model/message.js';
import type { Access } from '../ports/room-store.js';
import { epochOf } from './epoch-of.js';
import { type RevRange, walkChanges } from './walk-changes.js';

/** What one member missed in one room. */
export interface RoomChanges {
  readonly access: Access;
  /** Up to date to this rev with the messages applied. */
  readonly rev: number;
  readonly messages: readonly Message[];
  readonly voids: readonly RevRange[];
  readonly more: boolean;
  /** The asker's rev is of a history that there is no more. */
  readonly reset: boolean;
}

interface ChangesRequest {
  readonly after: number;
  /** Messages at most; 0 asks for none and is answered with `more`. */
  readonly limit: number;
}

/** Reads nothing when the room has not moved, or when its history is another one than the asker's. Null when the room is gone meanwhile. */
export async function readRoomChanges(
  domain: Pick<Domain, 'messages' | 'clock'>,
  access: Access,
  { after, limit }: ChangesRequest,
): Promise<RoomChanges | null> {
  const { room, member } = access;
  const still = { access, messages: [], voids: [], reset: false };
  if (isOfAnotherHistory(after, room.rev)) return { ...still, rev: room.rev, more: false, reset: true };
  if (room.rev <= after) return { ...still, rev: room.rev, more: false };
  if (limit === 0) return { ...still, rev: after, more: true };
  const changes = await domain.messages.changesAfter(room.id, after, limit);
  if (changes === null) return null;
  const now = domain.clock.now();
  // If the room moved since it was read, its newest rev was allotted just now.
  const headChangedAt = changes.head.rev === room.rev ? room.updatedAt : now;
  const walk = walkChanges({ changes, after, now, headChangedAt });
  const messages = walk.messages.filter((message) => message.seq > member.clearedSeq);
  return { access, rev: walk.upTo, messages, voids: walk.voids, more: !walk.complete, reset: false };
}

/** Who knows nothing yet has nothing to forget. */
function isOfAnotherHistory(rev: number, head: number): boolean {
  return rev > head || (rev > 0 && epochOf(rev) !== epochOf(head));
}
