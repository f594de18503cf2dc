import type { RoomEvent, RoomHead, SequencedEvent } from '@crosstalk/domain';
import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { RoomSequencer } from '../src/sequencer/room-sequencer.js';
import { SEQUENCER_TIMINGS } from '../src/sequencer/sequencer-timings.js';
import { buildChange, buildRemoval, buildRoom, roomId, userId } from './support/build-event.js';
import { RoomLog } from './support/room-log.js';

const ROOM = roomId(7);
const START: RoomHead = { seq: 0, rev: 0, stateRev: 1 };

const post = (rev: number, stateRev = 1): SequencedEvent =>
  buildChange({ type: 'message.posted', roomId: ROOM, seq: rev, rev, stateRev });

/** A sequencer with a clock of its own, whose questions are answered by hand. */
class Bench {
  readonly released: RoomEvent[] = [];
  readonly answered: SequencedEvent[] = [];
  readonly evicted: number[] = [];
  readonly reads: { rev: number; seq: number }[] = [];
  readonly refreshes: number[] = [];
  now = 1000;
  readonly sequencer = new RoomSequencer(
    {
      release: (event) => this.released.push(event),
      answer: (event) => this.answered.push(event),
      evict: (userIds) => this.evicted.push(...userIds),
      read: (rev, seq) => this.reads.push({ rev, seq }),
      refresh: (stateRev) => this.refreshes.push(stateRev),
      note: () => {},
    },
    SEQUENCER_TIMINGS,
  );

  constructor(head: RoomHead | null = START) {
    if (head) this.sequencer.baseline(head, this.now);
  }

  accept(...events: SequencedEvent[]): this {
    for (const event of events) this.sequencer.accept(event, this.now);
    return this;
  }

  /** Moves the clock to when the sequencer wants to be woken. */
  sleep(): this {
    const { wakeAt } = this.sequencer;
    if (wakeAt === null) throw new Error('the sequencer waits for nothing');
    this.now = Math.max(this.now, wakeAt);
    this.sequencer.wake(this.now);
    return this;
  }

  get revs(): readonly number[] {
    return this.released.flatMap((event) => ('rev' in event ? [event.rev] : []));
  }
}

describe('room sequencer', () => {
  it('releases what comes in order at once and waits for nothing', () => {
    const bench = new Bench().accept(post(1), post(2));
    expect(bench.revs).to.deep.equal([1, 2]);
    expect(bench.sequencer.wakeAt).to.equal(null);
  });

  it('drops duplicates, held ones and delivered ones', () => {
    const bench = new Bench().accept(post(2), post(2), post(1), post(1), post(2));
    expect(bench.revs).to.deep.equal([1, 2]);
  });

  it('holds what comes before the baseline', () => {
    const bench = new Bench(null).accept(post(6), post(5));
    bench.sequencer.baseline({ seq: 4, rev: 4, stateRev: 1 }, bench.now);
    bench.sleep();
    expect(bench.revs).to.deep.equal([5, 6]);
  });

  it('lets numbers through that were allotted before the baseline and told after it, each once', () => {
    const bench = new Bench({ seq: 4, rev: 4, stateRev: 1 }).accept(post(5), post(4), post(4));
    bench.sleep();
    expect(bench.revs).to.deep.equal([4, 5]);
    bench.now += SEQUENCER_TIMINGS.lateMs;
    bench.accept(post(3));
    expect(bench.revs).to.deep.equal([4, 5]);
  });

  it('asks storage when a gap was not filled in a moment, with pauses that grow', () => {
    const bench = new Bench().accept(post(1), post(3));
    expect(bench.reads).to.deep.equal([]);
    bench.sleep();
    expect(bench.reads).to.deep.equal([{ rev: 1, seq: 1 }]);
    const young = { events: [], upTo: 1, voids: [], complete: false, stateRev: 1 };
    const pauses = [1, 2, 3].map(() => {
      bench.sequencer.tail(young, bench.now);
      const before = bench.now;
      bench.sleep();
      return bench.now - before;
    });
    expect(pauses).to.deep.equal([100, 200, 400]);
    bench.sequencer.tail({ events: [], upTo: 3, voids: [[2, 2]], complete: true, stateRev: 1 }, bench.now);
    expect(bench.sequencer.wakeAt).to.equal(null);
  });

  it('steps over void numbers', () => {
    const bench = new Bench().accept(post(3));
    bench.sequencer.control({ type: 'revs.voided', roomId: ROOM, revs: [1, 2] }, bench.now);
    expect(bench.revs).to.deep.equal([3]);
  });

  it('asks storage for a change to a message whose post never came', () => {
    const bench = new Bench().accept(
      buildChange({ type: 'message.edited', roomId: ROOM, seq: 1, rev: 1, stateRev: 1 }),
    );
    expect(bench.revs).to.deep.equal([]);
    expect(bench.reads).to.deep.equal([{ rev: 0, seq: 0 }]);
  });

  it('tells nothing twice when live events arrive while storage is read', () => {
    const edit = buildChange({ type: 'message.edited', roomId: ROOM, seq: 1, rev: 4, stateRev: 1 });
    const bench = new Bench().accept(post(1), post(3)).sleep();
    bench.accept(post(2));
    expect(bench.revs).to.deep.equal([1, 2, 3]);
    const events = [{ ...edit, type: 'message.posted' } as SequencedEvent, post(2), post(3)];
    bench.sequencer.tail({ events, upTo: 4, voids: [], complete: true, stateRev: 1 }, bench.now);
    bench.accept(edit);
    expect(bench.revs).to.deep.equal([1, 2, 3, 4]);
    expect(bench.released.at(-1)?.type, 'its post was told before').to.equal('message.edited');
  });

  it('keeps who caused what was held while storage was read', () => {
    const origin = { connectionId: 'c1' };
    const bench = new Bench().accept({ ...post(2), origin }).sleep();
    bench.sequencer.tail(
      { events: [post(1), post(2)], upTo: 2, voids: [], complete: true, stateRev: 1 },
      bench.now,
    );
    expect(bench.revs).to.deep.equal([1, 2]);
    expect(bench.released.map((event) => event.origin)).to.deep.equal([undefined, origin]);
    expect(bench.answered).to.deep.equal([]);
  });

  it('answers the sender alone when storage told everybody first', () => {
    const bench = new Bench().accept(post(2)).sleep();
    bench.sequencer.tail(
      { events: [post(1), post(2)], upTo: 2, voids: [], complete: true, stateRev: 1 },
      bench.now,
    );
    const late = { ...post(1), origin: { connectionId: 'c1' } };
    bench.now += 60_000;
    bench.accept(late, post(2));
    expect(bench.revs).to.deep.equal([1, 2]);
    expect(bench.answered).to.deep.equal([late]);
  });

  it('gives up a flood beyond its bound and reads it instead', () => {
    const bench = new Bench().accept(...Array.from({ length: 3000 }, (_, index) => post(index + 2)));
    bench.sleep();
    expect(bench.reads).to.deep.equal([{ rev: 0, seq: 0 }]);
    const events = Array.from({ length: 3001 }, (_, index) => post(index + 1));
    bench.sequencer.tail({ events, upTo: 3001, voids: [], complete: true, stateRev: 1 }, bench.now);
    expect(bench.revs).to.deep.equal(events.map(({ rev }) => rev));
  });

  it('asks who may see it before it releases what belongs to a newer state', () => {
    const bench = new Bench().accept(post(1, 2), post(2, 2));
    expect(bench.revs).to.deep.equal([]);
    expect(bench.refreshes).to.deep.equal([2]);
    bench.sequencer.refreshFailed(bench.now);
    bench.sleep();
    expect(bench.refreshes).to.deep.equal([2, 2]);
    bench.sequencer.refreshed(2, bench.now);
    expect(bench.revs).to.deep.equal([1, 2]);
  });

  it('looks at the audience a second time, because a removal bumps the state before it removes', () => {
    const bench = new Bench().accept(post(1, 2));
    bench.sequencer.refreshed(2, bench.now);
    bench.sleep();
    expect(bench.refreshes).to.deep.equal([2, 2]);
    bench.sequencer.refreshed(2, bench.now);
    expect(bench.sequencer.wakeAt).to.equal(null);
  });

  it('evicts whom the next state names, and asks storage when it missed a state', () => {
    const bench = new Bench();
    bench.sequencer.pass(buildRemoval(ROOM, 2, [userId(5)]), bench.now);
    expect(bench.evicted).to.deep.equal([5]);
    expect(bench.accept(post(1, 2)).revs).to.deep.equal([1]);
    bench.sequencer.pass(buildRemoval(ROOM, 4, [userId(6)]), bench.now);
    expect(bench.released).to.have.length(2);
    expect(bench.refreshes).to.deep.equal([4]);
    bench.sequencer.refreshed(4, bench.now);
    expect(bench.released).to.have.length(3);
  });

  it('does not evict by news that are older than the audience', () => {
    const bench = new Bench({ ...START, stateRev: 9 });
    bench.sequencer.pass(buildRemoval(ROOM, 5, [userId(5)]), bench.now);
    bench.sequencer.left(userId(6), 7, bench.now);
    expect(bench.evicted).to.deep.equal([]);
    expect(bench.refreshes).to.deep.equal([9]);
  });

  it('holds back what has no number while the audience is in doubt', () => {
    const bench = new Bench().accept(post(1, 3));
    bench.sequencer.pass({ type: 'typing.changed', roomId: ROOM, userId: userId(1), on: true }, bench.now);
    bench.sequencer.pass(
      { type: 'room.updated', roomId: ROOM, room: buildRoom(ROOM, 3), actorId: userId(1) },
      bench.now,
    );
    expect(bench.released).to.deep.equal([]);
    bench.sequencer.refreshed(3, bench.now);
    expect(bench.released.map(({ type }) => type)).to.deep.equal(['room.updated', 'message.posted']);
  });

  it('delivers every change once and in order, whatever is lost, late, doubled or void', async () => {
    const fates = fc.array(fc.constantFrom('live', 'live', 'late', 'lost', 'twice', 'void'), {
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(fates, fc.infiniteStream(fc.nat(30)), async (plan, jitter) => {
        const log = new RoomLog();
        log.create(ROOM);
        const bench = new Bench();
        const stored: number[] = [];
        const deliveries: { event: SequencedEvent; at: number }[] = [];
        for (const [index, fate] of plan.entries()) {
          const event = log.allotPost(ROOM);
          if (fate === 'void') {
            log.void(ROOM, event.rev);
            continue;
          }
          log.store(event);
          stored.push(event.rev);
          const at = index * 10 + jitter.next().value * (fate === 'late' ? 40 : 1);
          if (fate !== 'lost') deliveries.push({ event, at });
          if (fate === 'twice') deliveries.push({ event, at: at + jitter.next().value * 10 });
        }
        deliveries.sort((one, two) => one.at - two.at);
        for (const { event, at } of deliveries) {
          await settle(bench, log, 1000 + at);
          bench.accept(event);
        }
        bench.sequencer.control({ type: 'room.tip', roomId: ROOM, rev: plan.length }, bench.now);
        await settle(bench, log, Number.POSITIVE_INFINITY);
        expect(bench.revs).to.deep.equal(stored);
        expect(bench.sequencer.wakeAt).to.equal(null);
      }),
      { numRuns: 300 },
    );
  });
});

/** Wakes the sequencer and answers its reads until the time is reached or it waits for nothing. */
async function settle(bench: Bench, log: RoomLog, until: number): Promise<void> {
  for (;;) {
    const read = bench.reads.shift();
    if (read) {
      bench.sequencer.tail(await log.since(ROOM, read.rev, read.seq), bench.now);
      continue;
    }
    const { wakeAt } = bench.sequencer;
    if (wakeAt === null || wakeAt > until) break;
    bench.sleep();
  }
  if (Number.isFinite(until)) bench.now = Math.max(bench.now, until);
}
