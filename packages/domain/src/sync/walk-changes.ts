import type { EpochMs } from '../ids.js';
import type { Message } from '../model/message.js';
import type { Changes } from '../ports/message-store.js';

/** A number that is missing for longer was allotted and never stored: its writer is dead. */
export const HOLE_AGE_MS = 5_000;

export type RevRange = readonly [first: number, last: number];

export interface Walk {
  /** Every rev up to this one is accounted for. */
  readonly upTo: number;
  /** Those with a rev up to `upTo`, in rev order. */
  readonly messages: readonly Message[];
  /** Ranges that were allotted and never stored. */
  readonly voids: readonly RevRange[];
  /** Nothing is left: no young hole, no further page. */
  readonly complete: boolean;
}

interface WalkRequest {
  readonly changes: Changes;
  /** The rev up to which the asker knows everything. */
  readonly after: number;
  readonly now: EpochMs;
  /** When the room's newest rev was allotted. */
  readonly headChangedAt: EpochMs;
}

/**
 * Walks up the revs as far as they are contiguous. A missing rev is a hole: while what comes after it is younger than `HOLE_AGE_MS`, its
 * write may be in flight and the walk ends before it; later it is void. Whoever stepped over a young hole would miss what it becomes.
 */
export function walkChanges({ changes, after, now, headChangedAt }: WalkRequest): Walk {
  const voids: RevRange[] = [];
  const timeOf = timesInOrder(changes);
  let upTo = after;
  /** Steps to `rev` unless a young hole is in the way. */
  const step = (rev: number, at: EpochMs): boolean => {
    if (now - at < HOLE_AGE_MS) return false;
    voids.push([upTo + 1, rev]);
    upTo = rev;
    return true;
  };
  let stopped = false;
  for (const rev of [...changes.knownRevs].sort((a, b) => a - b)) {
    if (rev <= upTo) continue;
    stopped = rev > upTo + 1 && !step(rev - 1, timeOf(rev) ?? now);
    if (stopped) break;
    upTo = rev;
  }
  if (!stopped && !changes.more && upTo < changes.head.rev) stopped = !step(changes.head.rev, headChangedAt);
  const messages = changes.messages.filter((message) => message.rev <= upTo);
  return { upTo, messages, voids, complete: !stopped && !changes.more };
}

/** Whether the room's newest revs are missing, so that `headChangedAt` matters. */
export function endsInHole({ head, more, messages }: Changes, after: number): boolean {
  return !more && head.rev > Math.max(after, messages.at(-1)?.rev ?? 0);
}

/**
 * The time of the change with the rev. Of one that a later change replaced no time is kept: that of the next message stands for it, which
 * is never earlier, so a hole counts as young for longer and never as void too soon. To be asked with ascending revs.
 */
function timesInOrder({ messages, changedAt }: Changes): (rev: number) => EpochMs | undefined {
  let index = 0;
  return (rev) => {
    while ((messages[index]?.rev ?? Number.POSITIVE_INFINITY) < rev) index += 1;
    return changedAt[index];
  };
}
