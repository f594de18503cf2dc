import type {
  Clock,
  ControlEvent,
  RoomEvent,
  RoomHead,
  RoomId,
  RoomTail,
  SequencedEvent,
  Timers,
  UserId,
} from '@crosstalk/domain';
import type { BoundedLane } from './bounded-lane.js';
import { RoomSequencer } from './room-sequencer.js';
import type { SequencerNote, SequencerOutput } from './sequencer-output.js';
import type { SequencerTimings } from './sequencer-timings.js';

/** What the feeds of all rooms share. */
export interface FeedSurroundings {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly timings: SequencerTimings;
  readonly tail: RoomTail;
  /** Bounds the questions to storage: after an outage every room asks at once. */
  readonly lane: BoundedLane;
  /** @throws when storage is away: the room waits */
  membersAmong(roomId: RoomId, userIds: readonly UserId[]): Promise<readonly UserId[]>;
  usersOf(roomId: RoomId): readonly UserId[];
  release(roomId: RoomId, event: RoomEvent): void;
  /** To the connection that caused the event alone. */
  answer(roomId: RoomId, event: SequencedEvent): void;
  /** `removed`: an event said so; `refreshed`: storage said so. */
  evict(roomId: RoomId, userIds: readonly UserId[], reason: 'removed' | 'refreshed'): void;
  note(note: SequencerNote, count: number): void;
}

const NEW_ROOM: RoomHead = { seq: 0, rev: 0, stateRev: 0 };

/** Runs the sequencer of one room: answers its questions from storage and wakes it in time. */
export class RoomFeed implements SequencerOutput {
  readonly roomId: RoomId;
  readonly #around: FeedSurroundings;
  readonly #sequencer: RoomSequencer;
  #timer: { readonly at: number; readonly cancel: () => void } | null = null;
  #closed = false;

  constructor(roomId: RoomId, around: FeedSurroundings) {
    this.roomId = roomId;
    this.#around = around;
    this.#sequencer = new RoomSequencer(this, around.timings);
  }

  /** Whether it waits for its baseline. */
  get blank(): boolean {
    return this.#sequencer.blank;
  }

  /** Null: there is no such room, so far. */
  baseline(head: RoomHead | null): void {
    this.#input((now) => this.#sequencer.baseline(head ?? NEW_ROOM, now));
  }

  /** Null: the room is gone, and nobody is a member of it. */
  resync(head: RoomHead | null): void {
    if (head) this.#input((now) => this.#sequencer.resync(head, now));
    else if (!this.#closed) this.#around.evict(this.roomId, this.#around.usersOf(this.roomId), 'refreshed');
  }

  /** The user's own channel said that the room is theirs no more. */
  left(userId: UserId, stateRev: number): void {
    this.#input((now) => this.#sequencer.left(userId, stateRev, now));
  }

  take(event: RoomEvent | ControlEvent): void {
    const now = this.#around.clock.now();
    switch (event.type) {
      case 'message.posted':
      case 'message.edited':
      case 'message.deleted':
      case 'message.reacted':
        this.#sequencer.accept(event, now);
        break;
      case 'revs.voided':
      case 'room.tip':
        this.#sequencer.control(event, now);
        break;
      default:
        this.#sequencer.pass(event, now);
    }
    this.#schedule(now);
  }

  /** Called by the sequencer, as are the four below: one object for both, since a node has many rooms. */
  answer(event: SequencedEvent): void {
    this.#around.answer(this.roomId, event);
  }

  release(event: RoomEvent): void {
    this.#around.release(this.roomId, event);
  }

  evict(userIds: readonly UserId[]): void {
    this.#around.evict(this.roomId, userIds, 'removed');
  }

  note(note: SequencerNote, count: number): void {
    this.#around.note(note, count);
  }

  read(rev: number, seq: number): void {
    void this.#read(rev, seq);
  }

  refresh(stateRev: number): void {
    void this.#refresh(stateRev);
  }

  /** Idempotent. Answers that come later are dropped. */
  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
    this.#timer = null;
  }

  #input(step: (now: number) => void): void {
    if (this.#closed) return;
    const now = this.#around.clock.now();
    step(now);
    this.#schedule(now);
  }

  #schedule(now: number): void {
    const at = this.#sequencer.wakeAt;
    if (this.#timer?.at === at) return;
    this.#timer?.cancel();
    this.#timer = null;
    if (at === null || this.#closed) return;
    const cancel = this.#around.timers.after(Math.max(0, at - now), () => {
      this.#timer = null;
      this.#input((later) => this.#sequencer.wake(Math.max(later, at)));
    });
    this.#timer = { at, cancel };
  }

  async #read(rev: number, seq: number): Promise<void> {
    try {
      const slice = await this.#around.lane.run(() => this.#around.tail.since(this.roomId, rev, seq));
      this.#input((now) => this.#sequencer.tail(slice, now));
    } catch {
      this.#input((now) => this.#sequencer.tailFailed(now));
    }
  }

  async #refresh(stateRev: number): Promise<void> {
    const { usersOf, membersAmong, evict, lane } = this.#around;
    const roomId = this.roomId;
    const userIds = usersOf(roomId);
    try {
      const members = userIds.length === 0 ? [] : await lane.run(() => membersAmong(roomId, userIds));
      // An empty room answers at once, yet never during the call of the sequencer.
      await undefined;
      if (this.#closed) return;
      const stay = new Set(members);
      const gone = userIds.filter((userId) => !stay.has(userId));
      if (gone.length > 0) evict(roomId, gone, 'refreshed');
      this.#input((now) => this.#sequencer.refreshed(stateRev, now));
    } catch {
      this.#input((now) => this.#sequencer.refreshFailed(now));
    }
  }
}
