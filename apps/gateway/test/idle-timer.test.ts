import { CLOSE_REASONS, type CloseReason } from '@crosstalk/dialect-kit';
import { FixedClock, ManualTimers } from '@crosstalk/testing';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { idleTimer } from '../src/transports/idle-timer.js';

describe('An idle timer', () => {
  let clock: FixedClock;
  let timers: ManualTimers;
  let closed: CloseReason[];

  beforeEach(() => {
    clock = new FixedClock();
    timers = new ManualTimers(clock);
    closed = [];
  });
  const timer = (idleMs: number | undefined) =>
    idleTimer({ close: (reason) => closed.push(reason) }, { idleMs, timers, now: () => clock.now() });

  it('closes after the time without a frame, counted from the last one', () => {
    const idle = timer(1_000);
    timers.advance(900);
    idle.touch();
    timers.advance(999);
    expect(closed).to.deep.equal([]);
    timers.advance(1);
    expect(closed).to.deep.equal([CLOSE_REASONS.idle]);
    expect(timers.size).to.equal(0);
  });

  it('does nothing once it is stopped, nor where the dialect has no such time', () => {
    const idle = timer(1_000);
    timers.advance(500);
    idle.touch();
    timers.advance(600);
    idle.stop();
    timer(undefined).touch();
    timers.advance(10_000);
    expect([closed, timers.size]).to.deep.equal([[], 0]);
  });
});
