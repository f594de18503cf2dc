import { expect } from 'chai';
import { describe, it } from 'mocha';
import { Lanes } from '../src/flow/lanes.js';
import { mapLimited } from '../src/flow/map-limited.js';
import { gate } from './support/gate.js';

describe('lanes', () => {
  it('run the tasks of a key in order, those of others at once, and forget a key that is done', async () => {
    const lanes = new Lanes();
    const done: string[] = [];
    const door = gate();
    const task =
      (name: string, before: Promise<void> = Promise.resolve()) =>
      async () => {
        await before;
        done.push(name);
      };
    const all = [lanes.run('a', task('a1', door.opened)), lanes.run('a', task('a2'))];
    await lanes.run('b', task('b1'));
    expect(done).to.deep.equal(['b1']);
    door.open();
    await Promise.all(all);
    expect(done).to.deep.equal(['b1', 'a1', 'a2']);
    await Promise.resolve();
    expect(lanes.size).to.equal(0);
  });

  it('go on after a task that fails', async () => {
    const lanes = new Lanes();
    const failing = lanes.run('a', () => Promise.reject(new Error('no')));
    const next = lanes.run('a', async () => 'yes');
    expect(await failing.catch((error: Error) => error.message)).to.equal('no');
    expect(await next).to.equal('yes');
  });
});

describe('mapping with a limit', () => {
  it('keeps the order of the items and never runs more than the limit', async () => {
    let running = 0;
    let most = 0;
    const double = async (item: number): Promise<number> => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return item * 2;
    };
    expect(await mapLimited([1, 2, 3, 4, 5], 2, double)).to.deep.equal([2, 4, 6, 8, 10]);
    expect(most).to.equal(2);
    expect(await mapLimited([], 2, double)).to.deep.equal([]);
  });
});
