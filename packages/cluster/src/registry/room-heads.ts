import type { RoomHead, RoomTail, Timers } from '@crosstalk/domain';
import type { RoomFeed } from '../sequencer/room-feed.js';

const CHUNK = 500;
const RETRY_MS = 1000;

/** Tells feeds where their rooms stand, many rooms per query. */
export class RoomHeads {
  readonly #tail: RoomTail;
  readonly #timers: Timers;
  readonly #retries = new Set<() => void>();
  #closed = false;

  constructor(tail: RoomTail, timers: Timers) {
    this.#tail = tail;
    this.#timers = timers;
  }

  /** For feeds that have none yet. @throws what storage throws */
  async baseline(feeds: readonly RoomFeed[]): Promise<void> {
    await this.#read(
      feeds.filter((feed) => feed.blank),
      (feed, head) => feed.baseline(head),
    );
  }

  /** The same, again and again until storage answers. */
  baselineUntilRead(feed: RoomFeed): void {
    this.#persist(() => this.baseline([feed]));
  }

  /** After a silence: feeds that are behind catch up, and rooms that are gone lose their audience. Repeats until storage answers. */
  resync(feeds: readonly RoomFeed[]): void {
    this.#persist(() => this.#read(feeds, (feed, head) => feed.resync(head)));
  }

  /** Idempotent. */
  close(): void {
    this.#closed = true;
    for (const cancel of this.#retries) cancel();
    this.#retries.clear();
  }

  async #read(
    feeds: readonly RoomFeed[],
    tell: (feed: RoomFeed, head: RoomHead | null) => void,
  ): Promise<void> {
    for (let start = 0; start < feeds.length; start += CHUNK) {
      const chunk = feeds.slice(start, start + CHUNK);
      const heads = await this.#tail.heads(chunk.map(({ roomId }) => roomId));
      for (const feed of chunk) tell(feed, heads.get(feed.roomId) ?? null);
    }
  }

  #persist(task: () => Promise<void>): void {
    task().catch(() => {
      if (this.#closed) return;
      const cancel = this.#timers.after(RETRY_MS, () => {
        this.#retries.delete(cancel);
        this.#persist(task);
      });
      this.#retries.add(cancel);
    });
  }
}
