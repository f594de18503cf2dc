import type { Member, RoomId, UserId } from '@crosstalk/domain';
import type { mongo } from 'mongoose';
import type { MemberDoc } from './member-schema.js';
import { moveMarks } from './unread-counter.js';

/** Messages of one author without one of another's between them: first and last seq. */
interface Run {
  readonly fromSeq: number;
  readonly toSeq: number;
}

interface Mark {
  readonly roomId: RoomId;
  readonly userId: UserId;
  /** Ascending. */
  readonly runs: readonly Run[];
}

type Marks = Map<string, Mark>;

/** Runs of one author between two writes; older ones are dropped, which shows a message of one's own as unread. */
const MAX_RUNS = 4;
const FLUSH_EVERY_MS = 500;
/** Beyond this many unwritten marks new ones are dropped: their authors see a message of their own as unread, no more. */
const MAX_MARKS = 100_000;

/**
 * Read marks of authors, gathered and written twice a second: a send never waits for them. A mark moves over messages of one's own, and
 * over what the author cleared, only: who answers without having read has not read, and nobody is told so.
 */
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
    this.#gathered.set(key, { roomId, userId, runs: withSeq(known?.runs ?? [], seq) });
    this.#schedule();
  }

  /** The member with what is not written yet. */
  applied(member: Member): Member {
    const key = `${member.roomId} ${member.userId}`;
    const runs = [...(this.#writing.get(key)?.runs ?? []), ...(this.#gathered.get(key)?.runs ?? [])];
    let { readSeq } = member;
    for (const { fromSeq, toSeq } of runs) {
      if (Math.max(readSeq, member.clearedSeq) >= fromSeq - 1) readSeq = Math.max(readSeq, toSeq);
    }
    return readSeq === member.readSeq ? member : { ...member, readSeq };
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
    const updates = [...this.#writing.values()].flatMap(({ roomId, userId, runs }) =>
      runs.map(({ fromSeq, toSeq }) => ({
        updateOne: {
          filter: {
            room: roomId,
            user: userId,
            $or: [{ readSeq: { $gte: fromSeq - 1 } }, { clearedSeq: { $gte: fromSeq - 1 } }],
          },
          update: moveMarks({ readSeq: toSeq }),
        },
      })),
    );
    try {
      // In order: a run counts only when the one before it is read.
      await this.#members.bulkWrite(updates, { ordered: true, writeConcern: { w: 1 } });
    } catch (error) {
      for (const [key, mark] of this.#writing) if (!this.#gathered.has(key)) this.#gathered.set(key, mark);
      this.#schedule();
      throw error;
    } finally {
      this.#writing = new Map();
    }
  }
}

function withSeq(runs: readonly Run[], seq: number): readonly Run[] {
  const last = runs.at(-1);
  if (last && seq <= last.toSeq) return runs;
  if (last?.toSeq === seq - 1) return [...runs.slice(0, -1), { fromSeq: last.fromSeq, toSeq: seq }];
  return [...runs, { fromSeq: seq, toSeq: seq }].slice(-MAX_RUNS);
}
