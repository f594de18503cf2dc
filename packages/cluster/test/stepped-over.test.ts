import type { RoomHead, SequencedEvent } from '@crosstalk/domain';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { RoomSequencer } from '../src/sequencer/room-sequencer.js';
import type { SequencerNote } from '../src/sequencer/sequencer-output.js';
import { SEQUENCER_TIMINGS } from '../src/sequencer/sequencer-timings.js';
import { SteppedOver } from '../src/sequencer/stepped-over.js';
import { buildChange, buildRoom, roomId, userId } from './support/build-event.js';

const ROOM = roomId(7);
const START: RoomHead = { seq: 0, rev: 0, stateRev: 1 };
const NOW = 1_000;

const post = (rev: number, stateRev = 1): SequencedEvent =>
  buildChange({ type: 'message.posted', roomId: ROOM, seq: rev, rev, stateRev });

function setUp() {
  const notes: Partial<Record<SequencerNote, number>> = {};
  const ignored = () => undefined;
  const sequencer = new RoomSequencer(
    {
      release: ignored,
      answer: ignored,
      evict: ignored,
      read: ignored,
      refresh: ignored,
      note: (note, count) => {
        notes[note] = (notes[note] ?? 0) + count;
      },
    },
    SEQUENCER_TIMINGS,
  );
  sequencer.baseline(START, NOW);
  return { sequencer, notes };
}

describe('A change that the sequencer moved past', () => {
  it('is lost when its number had been read as void, once', () => {
    const { sequencer, notes } = setUp();
    sequencer.accept(post(3), NOW);
    sequencer.tail({ events: [post(3)], upTo: 3, voids: [[1, 2]], complete: true, stateRev: 1 }, NOW);
    expect(notes).to.deep.include({ voided: 2, gap_healed: 1 });
    for (const event of [post(1), post(1), post(3)]) sequencer.accept(event, NOW);
    expect(notes).to.deep.include({ lost: 1, duplicate: 2 });
  });

  it('is lost when its writer had said that there is none', () => {
    const { sequencer, notes } = setUp();
    sequencer.control({ type: 'revs.voided', roomId: ROOM, revs: [1] }, NOW);
    sequencer.accept(post(1), NOW);
    expect(notes).to.deep.equal({ voided: 1, lost: 1 });
  });

  it('is lost when it came while its number was read as void', () => {
    const { sequencer, notes } = setUp();
    sequencer.accept(post(4), NOW);
    sequencer.accept(post(2), NOW);
    sequencer.tail({ events: [post(4)], upTo: 4, voids: [[1, 3]], complete: true, stateRev: 1 }, NOW);
    expect(notes).to.deep.include({ lost: 1, voided: 3 });
  });

  it('is lost when too many wait until it is known who may see them', () => {
    const { sequencer, notes } = setUp();
    sequencer.accept(post(1, 2), NOW);
    const event = {
      type: 'room.updated',
      roomId: ROOM,
      room: buildRoom(ROOM, 9),
      actorId: userId(1),
    } as const;
    for (let count = 0; count < 1_003; count += 1) sequencer.pass(event, NOW);
    expect(notes.lost).to.equal(3);
  });

  it('is not lost when it was told before, or was replaced by a later one', () => {
    const { sequencer, notes } = setUp();
    for (const event of [post(1), post(1)]) sequencer.accept(event, NOW);
    const edit = buildChange({ type: 'message.edited', roomId: ROOM, seq: 2, rev: 3, stateRev: 1 });
    sequencer.accept(edit, NOW);
    const events = [{ ...edit, type: 'message.posted' } as SequencedEvent];
    sequencer.tail({ events, upTo: 3, voids: [], complete: true, stateRev: 1 }, NOW);
    sequencer.accept(post(2), NOW);
    expect(notes).to.deep.equal({ released: 1, duplicate: 2, held: 1, gap_healed: 1 });
  });
});

describe('SteppedOver', () => {
  it('remembers the newest thousand numbers', () => {
    const over = new SteppedOver();
    over.add(1, 5);
    over.add(10, 5_000);
    expect([1, 4_000, 4_001, 5_000].map((rev) => over.take(rev))).to.deep.equal([false, false, true, true]);
    expect(over.take(5_000), 'each once').to.equal(false);
  });
});
