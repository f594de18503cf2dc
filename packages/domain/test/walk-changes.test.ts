import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { HOLE_AGE_MS, walkChanges } from '../src/sync/walk-changes.js';
import { arbitraryPolls, arbitraryWrites } from './support/arbitrary-writes.js';
import { changesAt, headTakenAt, landingLog, type Write } from './support/landing-log.js';

const walk = (log: readonly Write[], now: number, { after, limit }: { after: number; limit: number }) =>
  walkChanges({
    changes: changesAt(log, now, { after, limit }),
    after,
    now,
    headChangedAt: headTakenAt(log, now),
  });
const write = (rev: number, at: number, lands: number | null = at): Write => ({
  rev,
  seq: rev,
  post: true,
  at,
  lands,
});

describe('walking up the revs', () => {
  it('ends before a young hole and asks to come again', () => {
    const log = [write(1, 0), write(2, 10, null), write(3, 20)];
    const { upTo, messages, voids, complete } = walk(log, 100, { after: 0, limit: 10 });
    expect({ upTo, voids, complete }).to.deep.equal({ upTo: 1, voids: [], complete: false });
    expect(messages.map((message) => message.rev)).to.deep.equal([1]);
  });

  it('reports an old hole as void, as soon as the change behind it is old enough', () => {
    const log = [write(1, 0), write(2, 10, null), write(3, 10, null), write(4, 20)];
    expect(walk(log, 20 + HOLE_AGE_MS - 1, { after: 0, limit: 10 }).upTo).to.equal(1);
    const { upTo, voids, complete } = walk(log, 20 + HOLE_AGE_MS, { after: 0, limit: 10 });
    expect({ upTo, voids, complete }).to.deep.equal({ upTo: 4, voids: [[2, 3]], complete: true });
  });

  it('judges a hole at the end by the time of the newest number', () => {
    const log = [write(1, 0), write(2, 1_000, null)];
    expect(walk(log, 1_000, { after: 0, limit: 10 })).to.include({ upTo: 1, complete: false });
    const late = walk(log, 1_000 + HOLE_AGE_MS, { after: 0, limit: 10 });
    expect(late).to.include({ upTo: 2, complete: true });
    expect(late.voids).to.deep.equal([[2, 2]]);
  });

  it('accounts for a rev that a later change replaced', () => {
    const change: Write = { rev: 2, seq: 1, post: false, at: 5, lands: 5 };
    const result = walk([write(1, 0), change], 10, { after: 0, limit: 10 });
    expect(result).to.include({ upTo: 2, complete: true });
    expect(result.voids).to.deep.equal([]);
    expect(result.messages.map((message) => message.rev)).to.deep.equal([2]);
  });

  it('judges no hole at the end of a page that is not the last', () => {
    const log = [write(1, 0), write(2, 0), write(3, 0)];
    const result = walk(log, HOLE_AGE_MS * 2, { after: 0, limit: 2 });
    expect(result).to.include({ upTo: 2, complete: false });
    expect(result.voids).to.deep.equal([]);
  });

  it('brings a client every stored change and never steps over one that lands later', () => {
    const property = fc.property(
      arbitraryWrites,
      arbitraryPolls,
      fc.integer({ min: 1, max: 8 }),
      (plans, polls, limit) => {
        const log = landingLog(plans);
        const seen = new Map<number, number>();
        const voids = new Set<number>();
        let after = 0;
        const poll = (now: number): boolean => {
          const step = walk(log, now, { after, limit });
          expect(step.upTo).to.be.at.least(after);
          for (const message of step.messages) seen.set(message.seq, message.rev);
          for (const [first, last] of step.voids) {
            for (let rev = first; rev <= last; rev += 1) voids.add(rev);
          }
          after = step.upTo;
          return step.complete;
        };
        let now = 0;
        for (const pause of polls) {
          now += pause;
          poll(now);
        }
        const end = Math.max(now, ...log.map((each) => each.lands ?? each.at)) + HOLE_AGE_MS * 2;
        for (let tries = 0; !poll(end) && tries <= log.length; tries += 1);
        expect(after).to.equal(log.length);
        const stored = new Map<number, number>();
        for (const each of log) if (each.lands !== null) stored.set(each.seq, each.rev);
        expect(Object.fromEntries(seen)).to.deep.equal(Object.fromEntries(stored));
        for (const rev of stored.values()) expect(voids.has(rev), `rev ${rev}`).to.equal(false);
      },
    );
    fc.assert(property, { numRuns: 200 });
  });
});
