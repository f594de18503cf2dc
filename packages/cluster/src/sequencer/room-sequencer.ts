import type {
  ControlEvent,
  MembersChanged,
  RoomEvent,
  RoomHead,
  RoomUpdated,
  SequencedEvent,
  TailSlice,
  UserId,
} from '@crosstalk/domain';
import { AudienceGuard } from './audience-guard.js';
import { LateWindow } from './late-window.js';
import { RetryGate } from './retry-gate.js';
import { RevBuffer } from './rev-buffer.js';
import type { SequencerOutput } from './sequencer-output.js';
import type { SequencerTimings } from './sequencer-timings.js';
import { SteppedOver } from './stepped-over.js';
import { WaitingEvents } from './waiting-events.js';

type StateEvent = RoomUpdated | MembersChanged;
type UnnumberedEvent = Exclude<RoomEvent, SequencedEvent>;

/**
 * Puts the changes of one room into `rev` order for this node's connections, each once. Gaps are held for a moment and then healed from
 * storage. A state machine without clock or I/O: every input carries the time, `wakeAt` says when it wants to be called again.
 */
export class RoomSequencer {
  readonly #timings: SequencerTimings;
  readonly #output: SequencerOutput;
  readonly #buffer = new RevBuffer();
  readonly #guard: AudienceGuard;
  readonly #reads: RetryGate;
  /** Everything up to here was delivered. Null until the baseline is known. */
  #position: { rev: number; seq: number } | null = null;
  #late: LateWindow | null = null;
  #settleUntil: number | null = null;
  #gap: { readonly after: number; readonly readAt: number } | null = null;
  readonly #steppedOver = new SteppedOver();
  readonly #waiting = new WaitingEvents();
  #advancing = false;

  constructor(output: SequencerOutput, timings: SequencerTimings) {
    this.#output = output;
    this.#timings = timings;
    this.#guard = new AudienceGuard(timings);
    this.#reads = new RetryGate(timings);
  }

  /** Whether a baseline is missing. */
  get blank(): boolean {
    return this.#position === null;
  }

  /** When `wake` wants to be called, or null. */
  get wakeAt(): number | null {
    if (!this.#position) return null;
    const settle = this.#buffer.size > 0 ? this.#settleUntil : null;
    const times = [settle, this.#guard.wakeAt, this.#readAt()].filter((time) => time !== null);
    return times.length > 0 ? Math.min(...times) : null;
  }

  wake(now: number): void {
    this.#advance(now);
  }

  /** The room's counters at the first subscription, read after the barrier: from here on nothing is missed. */
  baseline(head: RoomHead, now: number): void {
    if (this.#position) return;
    this.#position = { rev: head.rev, seq: head.seq };
    this.#guard.knows(head.stateRev);
    this.#late = new LateWindow(head.rev, now + this.#timings.lateMs);
    if (head.rev > 0) this.#settleUntil = now + this.#timings.settleMs;
    for (const event of this.#buffer.takeUpTo(head.rev)) this.#acceptOld(event, now);
    this.#flushWaiting();
    this.#advance(now);
  }

  /** The room's counters read again: whatever is missing is read at once, and the audience refreshed if its state moved. */
  resync(head: RoomHead, now: number): void {
    if (!this.#position) {
      this.baseline(head, now);
      return;
    }
    this.#buffer.know(head.rev);
    this.#guard.admits(head.stateRev);
    this.#gap = { after: this.#position.rev, readAt: now };
    this.#advance(now);
  }

  accept(event: SequencedEvent, now: number): void {
    if (this.#position && event.rev <= this.#position.rev) {
      this.#acceptOld(event, now);
      return;
    }
    if (!this.#buffer.put(event.rev, event)) this.#output.note('duplicate', 1);
    this.#advance(now);
  }

  control(event: ControlEvent, now: number): void {
    if (event.type === 'room.tip') this.#buffer.know(event.rev);
    else for (const rev of event.revs) if (rev > (this.#position?.rev ?? 0)) this.#buffer.put(rev, null);
    this.#advance(now);
  }

  /** What has no number goes through at once, unless the audience is in doubt. */
  pass(event: UnnumberedEvent, now: number): void {
    if (!this.#position) this.#wait(event);
    else if (event.type === 'room.updated' || event.type === 'members.changed') this.#passState(event, now);
    else if (!this.#guard.stale) this.#output.release(event);
    else if (event.type !== 'typing.changed') this.#wait(event);
  }

  /** A user is a member no more since `stateRev`, unless that is older news than the audience. */
  left(userId: UserId, stateRev: number, now: number): void {
    if (stateRev >= this.#guard.known) this.#output.evict([userId]);
    else {
      this.#guard.doubt(now);
      this.#advance(now);
    }
  }

  tail(slice: TailSlice | null, now: number): void {
    if (!this.#position) return;
    const before = this.#position.rev;
    if (!slice) this.#buffer.reset(this.#position.rev);
    else if (this.#guard.admits(slice.stateRev)) this.#deliverTail(slice, now);
    if (slice && slice.upTo <= before) this.#reads.failed(now);
    else this.#reads.succeeded();
    this.#advance(now);
  }

  tailFailed(now: number): void {
    this.#reads.failed(now);
  }

  refreshed(stateRev: number, now: number): void {
    this.#guard.refreshed(stateRev, now);
    this.#flushWaiting();
    this.#advance(now);
  }

  refreshFailed(now: number): void {
    this.#guard.failed(now);
  }

  #advance(now: number): void {
    if (!this.#position || this.#advancing) return;
    if (this.#settleUntil !== null) {
      if (now < this.#settleUntil) return;
      this.#settleUntil = null;
    }
    this.#advancing = true;
    try {
      while (this.#step(this.#position, now));
    } finally {
      this.#advancing = false;
    }
    this.#ask(this.#position, now);
  }

  /** Steps over the next rev if its turn has come. */
  #step(position: { rev: number; seq: number }, now: number): boolean {
    const event = this.#buffer.at(position.rev + 1);
    if (event === undefined) return false;
    if (event) {
      if (!this.#guard.admits(event.stateRev)) return false;
      if (event.type !== 'message.posted' && event.message.seq > position.seq) {
        // A change to a message that was never delivered: its post is lost and only storage has it.
        this.#gap = { after: position.rev, readAt: now };
        return false;
      }
    }
    position.rev += 1;
    this.#buffer.remove(position.rev);
    if (!event) {
      this.#stepOver(position.rev, position.rev);
      return true;
    }
    position.seq = Math.max(position.seq, event.message.seq);
    this.#output.note('released', 1);
    this.#output.release(event);
    return true;
  }

  #ask(position: { readonly rev: number; readonly seq: number }, now: number): void {
    const refreshTo = this.#guard.begin(now);
    if (refreshTo !== null) this.#output.refresh(refreshTo);
    if (this.#buffer.newest <= position.rev) {
      this.#gap = null;
      return;
    }
    if (this.#gap?.after !== position.rev) {
      this.#gap = { after: position.rev, readAt: now + this.#timings.gapHoldMs };
      this.#output.note('held', 1);
    }
    const readAt = this.#readAt();
    if (readAt === null || readAt > now) return;
    this.#reads.begin();
    this.#output.read(position.rev, position.seq);
  }

  #readAt(): number | null {
    if (!this.#gap || this.#reads.running || this.#guard.stale) return null;
    return Math.max(this.#gap.readAt, this.#reads.notBefore);
  }

  #deliverTail(slice: TailSlice, now: number): void {
    const position = this.#position;
    if (!position) return;
    // Live events may have moved the position since the read began.
    const before = { ...position };
    position.rev = Math.max(before.rev, slice.upTo);
    const held = new Map(this.#buffer.takeUpTo(position.rev).map((event) => [event.rev, event]));
    let healed = 0;
    for (const event of slice.events) {
      if (event.rev <= before.rev) continue;
      position.seq = Math.max(position.seq, event.message.seq);
      healed += 1;
      const told = event.message.seq <= before.seq ? asChange(event) : event;
      // What came by itself meanwhile knows who caused it; storage does not.
      const own = held.get(event.rev);
      if (own?.type === told.type) held.delete(event.rev);
      this.#output.release(own?.type === told.type ? own : told);
    }
    for (const [first, last] of slice.voids) {
      if (last > before.rev) this.#stepOver(Math.max(first, before.rev + 1), last);
    }
    // What is left was replaced by a later change, unless it came while its number was read as void.
    for (const event of held.values()) {
      if (this.#steppedOver.take(event.rev)) this.#output.note('lost', 1);
      this.#answerOrigin(event);
    }
    if (healed > 0) this.#output.note('gap_healed', healed);
    // There may be another page: no pause before it.
    this.#gap = { after: position.rev, readAt: now };
  }

  #acceptOld(event: SequencedEvent, now: number): void {
    if (!this.#late?.admits(event.rev, now)) {
      this.#output.note(this.#steppedOver.take(event.rev) ? 'lost' : 'duplicate', 1);
      this.#answerOrigin(event);
    } else if (this.#guard.admits(event.stateRev)) {
      this.#output.note('released', 1);
      this.#output.release(event);
    } else {
      this.#wait(event);
      this.#advance(now);
    }
  }

  #answerOrigin(event: SequencedEvent): void {
    if (event.origin) this.#output.answer(event);
  }

  #passState(event: StateEvent, now: number): void {
    const { stateRev } = event.room;
    const { known } = this.#guard;
    if (event.type === 'room.updated' && stateRev < known) return;
    if (stateRev > known + 1) {
      this.#guard.admits(stateRev);
      this.#wait(event);
      this.#advance(now);
      return;
    }
    if (event.type === 'members.changed' && event.removed.length > 0) {
      // Older news than the audience: whoever it names may have come back since.
      if (stateRev < known) this.#guard.doubt(now);
      else this.#output.evict(event.removed);
    }
    this.#guard.knows(stateRev);
    this.#output.release(event);
    this.#advance(now);
  }

  #stepOver(first: number, last: number): void {
    this.#steppedOver.add(first, last);
    this.#output.note('voided', last - first + 1);
  }

  #wait(event: RoomEvent): void {
    if (!this.#waiting.add(event)) this.#output.note('lost', 1);
  }

  #flushWaiting(): void {
    if (this.#guard.stale) return;
    for (const event of this.#waiting.takeAll()) this.#output.release(event);
  }
}

/** A post of a message that was delivered before, told as the change that it is. */
function asChange(event: SequencedEvent): SequencedEvent {
  return event.type === 'message.posted' ? { ...event, type: 'message.edited' } : event;
}
