import { expect } from 'chai';
import { describe, it } from 'mocha';
import { prepareInOrder } from '../src/order/prepare-in-order.js';

describe('preparing sends in order', () => {
  it('ends them in the order in which they began, those with nothing to prepare too', async () => {
    const ended: string[] = [];
    let finish = (): void => undefined;
    const slow = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const note = (name: string) => (): void => void ended.push(name);
    const sends = [
      prepareInOrder('lane', () => slow).then(note('slow')),
      prepareInOrder('lane', null).then(note('nothing')),
      prepareInOrder('lane', async () => undefined).then(note('quick')),
    ];
    await prepareInOrder('another lane', null).then(note('elsewhere'));
    finish();
    await Promise.all(sends);
    expect(ended).to.deep.equal(['elsewhere', 'slow', 'nothing', 'quick']);
  });

  it('lets the next pass when one failed', async () => {
    const failed = prepareInOrder('lane', () => Promise.reject(new Error('no')));
    const next = prepareInOrder('lane', null);
    expect(await failed.catch((error: Error) => error.message)).to.equal('no');
    expect(await next).to.equal(null);
  });
});
