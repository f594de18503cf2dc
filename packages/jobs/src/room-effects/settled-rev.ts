import type { Changes, EpochMs } from '@crosstalk/domain';

/** A number that was allotted this long ago and is not stored never will be: its writer died. */
const VOID_AFTER_MS = 5000;

/**
 * The rev up to which no change can appear any more: it ends before a hole that a write in flight may still fill.
 * @param from the settled rev that the changes were asked for
 * @param times `tipAt`: when the room's newest rev was allotted, or later
 */
export function settledRev(
  changes: Changes,
  from: number,
  times: { readonly now: EpochMs; readonly tipAt: EpochMs },
): number {
  const lastRev = changes.messages.at(-1)?.rev ?? from;
  const end = changes.more ? lastRev : Math.max(changes.head.rev, lastRev);
  const known = changes.knownRevs.filter((rev) => rev <= end).sort((a, b) => a - b);
  let settled = from;
  for (const rev of [...known, end + 1]) {
    if (rev > settled + 1 && !isVoid(changes, settled + 1, times)) return settled;
    settled = Math.max(settled, rev);
  }
  return end;
}

/** Whether the missing rev is older than a write can take: no younger than the next change after it that is stored. */
function isVoid(
  changes: Changes,
  missing: number,
  times: { readonly now: EpochMs; readonly tipAt: EpochMs },
): boolean {
  const next = changes.messages.findIndex((message) => message.rev > missing);
  return times.now - (changes.changedAt[next] ?? times.tipAt) >= VOID_AFTER_MS;
}
