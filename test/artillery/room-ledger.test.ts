import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { Listener } from './users/listener.js';
import { RoomLedger } from './users/room-ledger.js';

describe('The ledger of a room under load', () => {
  let ledger: RoomLedger;
  /** Not in the room. */
  const author = new Listener();

  beforeEach(() => {
    ledger = new RoomLedger();
  });

  it('misses nothing when everybody has heard everything', () => {
    const [ann, bob] = [ledger.enter(), ledger.enter()];
    const message = ledger.begin(author);
    expect(ledger.hear(ann, message)).to.equal(message);
    expect(ledger.hear(bob, message)).to.equal(message);
    expect([...ann.missing, ...bob.missing]).to.deep.equal([]);
  });

  it('misses what one of them has not heard', async () => {
    const [ann, bob] = [ledger.enter(), ledger.enter()];
    const message = ledger.begin(author);
    ledger.hear(ann, message);
    await bob.settle(1);
    expect(bob.missing).to.deep.equal([message.mark]);
  });

  it('does not count what was sent before somebody came or after they left', () => {
    const ann = ledger.enter();
    const early = ledger.begin(author);
    const bob = ledger.enter();
    ledger.leave(ann);
    const late = ledger.begin(author);
    expect(ann.missing).to.deep.equal([early.mark]);
    expect(bob.missing).to.deep.equal([late.mark]);
    expect(ledger.hear(bob, early)).to.equal(undefined);
  });

  it('waits until the last message that is due has come', async () => {
    const ann = ledger.enter();
    const messages = [ledger.begin(author), ledger.begin(author)];
    const settled = ann.settle(60_000);
    for (const { text } of messages) ledger.hear(ann, { text });
    await settled;
    expect(ann.missing).to.deep.equal([]);
  });

  it('asks nobody for a message whose sending has failed, and minds nobody who hears it', () => {
    const ann = ledger.enter();
    const message = ledger.begin(author);
    ledger.withdraw(message);
    expect(ann.missing).to.deep.equal([]);
    expect(ledger.hear(ann, message)).to.equal(undefined);
    expect(ann.doubled).to.equal(0);
  });

  it('counts what comes twice', () => {
    const [ann] = [ledger.enter(), ledger.enter()];
    const message = ledger.begin(author);
    for (let time = 0; time < 3; time += 1) ledger.hear(ann, message);
    expect(ann.doubled).to.equal(2);
  });

  it('does not mind that somebody hears their own message again', () => {
    const [ann, bob] = [ledger.enter(), ledger.enter()];
    const message = ledger.begin(ann);
    for (const listener of [ann, ann, bob]) ledger.hear(listener, message);
    expect([ann.doubled, bob.doubled]).to.deep.equal([0, 0]);
  });

  it('sees a wrong order also on a wire that has no numbers, by the numbers that another wire told', () => {
    const [withNumbers, without] = [ledger.enter(), ledger.enter()];
    const [first, second, third] = [ledger.begin(author), ledger.begin(author), ledger.begin(author)];
    for (const { text } of [first, third, second]) ledger.hear(without, { text });
    [first, second, third].forEach(
      ({ text }, index) => void ledger.hear(withNumbers, { text, seq: index + 1 }),
    );
    expect(withNumbers.disordered).to.equal(0);
    expect(without.disordered).to.equal(1);
  });

  it('does not look at texts of others', () => {
    const ann = ledger.enter();
    expect(ledger.hear(ann, { text: 'hello' })).to.equal(undefined);
    expect(ledger.hear(ann, { text: '~9.9~ of another thread' })).to.equal(undefined);
  });
});
