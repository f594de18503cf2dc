import { type RoomId, walkChanges } from '@crosstalk/domain';
import type { RoomEffectsPorts, RoomProgress } from '../ports.js';
import { linksAmong } from '../previews/links-among.js';

/** Messages of one read and of one write to the index. */
const PAGE = 500;
/** Pages of one job; the rest of a long backlog is left to the next, so that no room keeps the others waiting. */
const MAX_PAGES = 20;

/** Brings the search index up to date with the room, and has links looked at. @returns the rev up to which it is; null when the room is gone */
export async function indexChanges(
  ports: RoomEffectsPorts,
  roomId: RoomId,
  progress: RoomProgress,
): Promise<number | null> {
  let settled = progress.effectsRev;
  for (let page = 0; page < MAX_PAGES; page++) {
    const changes = await ports.messages.changesAfter(roomId, settled, PAGE);
    if (changes === null) return null;
    if (changes.messages.length > 0) await ports.search.apply(changes.messages);
    const before = settled;
    const now = ports.now();
    const links = ports.preview === null ? [] : linksAmong(changes, now);
    if (links.length > 0) await ports.preview?.(links);
    settled = walkChanges({ changes, after: settled, now, headChangedAt: progress.updatedAt }).upTo;
    if (!changes.more || settled === before) break;
  }
  return settled;
}
