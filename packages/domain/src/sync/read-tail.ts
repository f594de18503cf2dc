import type { RoomId } from '../ids.js';
import { LIMITS } from '../limits.js';
import type { Changes, MessageStore } from '../ports/message-store.js';

/** A node that is further behind catches up in several rounds. */
const PAGES = 20;

/** All changes after the rev, page by page, as if they were one page. Null when the room is gone. */
export async function readTail(
  messages: Pick<MessageStore, 'changesAfter'>,
  roomId: RoomId,
  rev: number,
): Promise<Changes | null> {
  let tail = await messages.changesAfter(roomId, rev, LIMITS.syncChanges);
  for (let page = 1; tail?.more === true && page < PAGES; page += 1) {
    const last = tail.messages.at(-1);
    const next = await messages.changesAfter(roomId, last?.rev ?? rev, LIMITS.syncChanges);
    tail = next === null ? null : joined(tail, next);
  }
  return tail;
}

/** A message that changed between the two reads is in both: the later one has it as it is now. */
function joined(first: Changes, next: Changes): Changes {
  const again = new Set(next.messages.map((message) => message.id));
  const kept = first.messages.map((message) => !again.has(message.id));
  return {
    messages: [...first.messages.filter((_, index) => kept[index]), ...next.messages],
    changedAt: [...first.changedAt.filter((_, index) => kept[index]), ...next.changedAt],
    knownRevs: [...first.knownRevs, ...next.knownRevs],
    head: next.head,
    more: next.more,
  };
}
