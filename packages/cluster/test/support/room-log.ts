import type { RoomHead, RoomId, RoomTail, SequencedEvent, TailSlice, UserId } from '@crosstalk/domain';
import { buildChange } from './build-event.js';

interface Log {
  head: { seq: number; rev: number; stateRev: number };
  readonly stored: SequencedEvent[];
  readonly voided: Set<number>;
  members: Set<UserId>;
}

/** Storage of the tests: rooms with their changes, read as the real tail reads them. Every node of a test shares one. */
export class RoomLog implements RoomTail {
  readonly #rooms = new Map<RoomId, Log>();
  /** While set, every read fails with it. */
  failure: Error | null = null;
  reads = 0;

  create(id: RoomId, members: readonly UserId[] = []): void {
    const head = { seq: 0, rev: 0, stateRev: 1 };
    this.#rooms.set(id, { head, stored: [], voided: new Set(), members: new Set(members) });
  }

  delete(id: RoomId): void {
    this.#rooms.delete(id);
  }

  /** Gives out numbers; `store` makes the change visible to readers. */
  allotPost(id: RoomId): SequencedEvent {
    const { head } = this.#log(id);
    head.seq += 1;
    head.rev += 1;
    return buildChange({
      type: 'message.posted',
      roomId: id,
      seq: head.seq,
      rev: head.rev,
      stateRev: head.stateRev,
    });
  }

  store(event: SequencedEvent): SequencedEvent {
    this.#log(event.roomId).stored.push(event);
    return event;
  }

  post(id: RoomId): SequencedEvent {
    return this.store(this.allotPost(id));
  }

  edit(id: RoomId, seq: number): SequencedEvent {
    const { head } = this.#log(id);
    head.rev += 1;
    return this.store(
      buildChange({ type: 'message.edited', roomId: id, seq, rev: head.rev, stateRev: head.stateRev }),
    );
  }

  /** What the tail does with a number that stayed unused for long. */
  void(id: RoomId, rev: number): void {
    this.#log(id).voided.add(rev);
  }

  remove(id: RoomId, user: UserId): number {
    const log = this.#log(id);
    log.members.delete(user);
    log.head.stateRev += 1;
    return log.head.stateRev;
  }

  readonly membersAmong = async (id: RoomId, userIds: readonly UserId[]): Promise<readonly UserId[]> => {
    this.#read();
    return userIds.filter((user) => this.#rooms.get(id)?.members.has(user));
  };

  async heads(ids: readonly RoomId[]): Promise<ReadonlyMap<RoomId, RoomHead>> {
    this.#read();
    const heads = new Map<RoomId, RoomHead>();
    for (const id of ids) {
      const log = this.#rooms.get(id);
      if (log) heads.set(id, { ...log.head });
    }
    return heads;
  }

  async since(id: RoomId, rev: number, seq: number): Promise<TailSlice | null> {
    this.#read();
    const log = this.#rooms.get(id);
    if (!log) return null;
    const known = new Set([...log.stored.map((event) => event.rev), ...log.voided]);
    let upTo = rev;
    while (known.has(upTo + 1)) upTo += 1;
    const newest = new Map<number, SequencedEvent>();
    for (const event of log.stored) {
      if ((newest.get(event.message.seq)?.rev ?? 0) < event.rev) newest.set(event.message.seq, event);
    }
    const changed = [...newest.values()].filter((event) => event.rev > rev && event.rev <= upTo);
    const posts = changed
      .filter((event) => event.message.seq > seq)
      .sort((a, b) => a.message.seq - b.message.seq);
    const edits = changed.filter((event) => event.message.seq <= seq).sort((a, b) => a.rev - b.rev);
    const events = [...posts.map(asPost), ...edits];
    const voids = [...log.voided]
      .filter((each) => each > rev && each <= upTo)
      .map((each) => [each, each] as const);
    return { events, upTo, voids, complete: upTo >= log.head.rev, stateRev: log.head.stateRev };
  }

  #read(): void {
    this.reads += 1;
    if (this.failure) throw this.failure;
  }

  #log(id: RoomId): Log {
    const log = this.#rooms.get(id);
    if (!log) throw new Error(`no room ${id}`);
    return log;
  }
}

function asPost(event: SequencedEvent): SequencedEvent {
  const { message, roomId, rev, stateRev } = event;
  return event.type === 'message.deleted'
    ? event
    : { type: 'message.posted', message, roomId, rev, stateRev };
}
