import type { Changes, Message, MessageId, RoomId } from '@crosstalk/domain';
import { buildMessage } from '@crosstalk/testing';

/** One write: it takes its numbers at `at` and lands `delay` ms later, or never. */
export interface Write {
  readonly rev: number;
  /** Of the message that it posts or changes. */
  readonly seq: number;
  readonly post: boolean;
  readonly at: number;
  readonly lands: number | null;
}

export interface WritePlan {
  /** Since the write before. */
  readonly pause: number;
  readonly delay: number | null;
  /** Which earlier message it changes, if there is one; else it posts. */
  readonly target: number | null;
}

/** A room's log in which writes take their numbers in order and land in any order. */
export function landingLog(plans: readonly WritePlan[]): readonly Write[] {
  const writes: Write[] = [];
  let at = 0;
  let seq = 0;
  for (const [index, plan] of plans.entries()) {
    at += plan.pause;
    const now = at;
    // Only what is there can be changed.
    const there = writes.filter((write) => write.post && write.lands !== null && write.lands <= now);
    const target = plan.target === null ? undefined : there[plan.target % Math.max(1, there.length)];
    if (target === undefined) seq += 1;
    writes.push({
      rev: index + 1,
      seq: target?.seq ?? seq,
      post: target === undefined,
      at,
      lands: plan.delay === null ? null : at + plan.delay,
    });
  }
  return writes;
}

export const LOG_ROOM = 10 as RoomId;

/** What `changesAfter` answers about the log at a time. */
export function changesAt(
  log: readonly Write[],
  now: number,
  { after, limit }: { readonly after: number; readonly limit: number },
): Changes {
  const landed = log.filter((write) => write.lands !== null && write.lands <= now);
  const head = log.filter((write) => write.at <= now);
  const current = new Map<number, Write>();
  for (const write of landed) current.set(write.seq, write);
  const newer = [...current.values()].filter((write) => write.rev > after).sort((a, b) => a.rev - b.rev);
  const page = newer.slice(0, limit);
  const shown = new Set(page.map((write) => write.seq));
  return {
    messages: page.map(toMessage),
    changedAt: page.map((write) => write.at),
    knownRevs: landed.filter((write) => shown.has(write.seq) && write.rev > after).map((write) => write.rev),
    head: {
      rev: head.at(-1)?.rev ?? 0,
      seq: Math.max(0, ...head.map((write) => write.seq)),
      stateRev: 1,
    },
    more: newer.length > page.length,
  };
}

/** When the newest number was taken. */
export function headTakenAt(log: readonly Write[], now: number): number {
  return log.filter((write) => write.at <= now).at(-1)?.at ?? 0;
}

function toMessage({ rev, seq }: Write): Message {
  return buildMessage({ id: seq as MessageId, roomId: LOG_ROOM, seq, rev, text: `at rev ${rev}` });
}
