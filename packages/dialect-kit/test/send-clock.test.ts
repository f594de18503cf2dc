import { expect } from 'chai';
import { describe, it } from 'mocha';
import { SendClock } from '../src/runner/send-clock.js';

describe('SendClock', () => {
  it('tells both times from the frame on, and the answer once, be it from the row or from the event', () => {
    const told: [string, number][] = [];
    const clock = { now: 100 };
    const send = new SendClock(90, {
      now: () => clock.now,
      observeSend: (stage, milliseconds) => told.push([stage, milliseconds]),
    });
    const { answered } = send;
    send.stored();
    clock.now = 130;
    answered();
    clock.now = 150;
    send.answered();
    expect(told).to.deep.equal([
      ['durable', 10],
      ['acknowledged', 40],
    ]);
  });
});
