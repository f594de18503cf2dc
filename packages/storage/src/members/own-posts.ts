import type { Member, RoomId, UserId } from '@crosstalk/domain';
import type { mongo } from 'mongoose';
import type { MemberDoc } from './member-schema.js';

interface Mark {
  readonly roomId: RoomId;
  readonly userId: UserId;
  readonly seq: number;
}

type Marks = Map<string, Mark>;

const FLUSH_EVERY_MS = 500;
/** Beyond this many unwritten marks new ones are dropped: their authors see a message of their own as unread, no more. */
const MAX_MARKS = 100_000;

/** Read marks of authors, gathered and written twice a second: a send never waits for them. */
export class OwnPosts {
  readonly #members: mongo.Collection<MemberDoc>;
  #gathered: Marks = new Map();
  #writing: Marks = new Map();
  #timer: NodeJS.Timeout | null = null;
  #flushing: Promise<void> | null = null;
  #closed = false;

  constructor(members: mongo.Collection<MemberDoc>) {
    this.#members = members;
  }

  note(roomId: RoomId, userId: UserId, seq: number): void {
    const key = `${roomId} ${userId}`;
    const known = this.#gathered.get(key);
    if (!known && this.#gathered.size >= MAX_MARKS) return;
    if (!known || known.seq < seq) this.#gathered.set(key, { roomId, userId, seq });
    this.#schedule();
  }

  /** The member with what is not written yet. */
  applied(member: Member): Member {
    const key = `${member.roomId} ${member.userId}`;
    const seq = Math.max(this.#gathered.get(key)?.seq ?? 0, this.#writing.get(key)?.seq ?? 0);
    return seq > member.readSeq ? { ...member, readSeq: seq } : member;
  }

  /** Writes what is there now. @throws the driver's error; the marks are kept for the next round */
  async flush(): Promise<void> {
    while (this.#flushing) await this.#flushing;
    if (this.#gathered.size === 0) return;
    this.#flushing = this.#write().finally(() => {
      this.#flushing = null;
    });
    await this.#flushing;
  }

  /** Writes what is left and ends; what cannot be written now is lost. */
  async close(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#closed = true;
    await this.flush().catch(() => undefined);
  }

  #schedule(): void {
    if (this.#closed) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.flush().catch(() => this.#schedule());
    }, FLUSH_EVERY_MS).unref();
  }

  async #write(): Promise<void> {
    this.#writing = this.#gathered;
    this.#gathered = new Map();
    const updates = [...this.#writing.values()].map(({ roomId, userId, seq }) => ({
      updateOne: { filter: { room: roomId, user: userId }, update: { $max: { readSeq: seq } } },
    }));
    try {
      await this.#members.bulkWrite(updates, { ordered: false, writeConcern: { w: 1 } });
    } catch (error) {
      for (const { roomId, userId, seq } of this.#writing.values()) this.note(roomId, userId, seq);
      throw error;
    } finally {
      this.#writing = new Map();
    }
  }
}
