import { argonPasswordHasher } from '@crosstalk/identity';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { turnstile } from '../src/passwords/turnstile.js';
import { refusalOf } from './refusal.js';

describe('passwords', () => {
  const passwords = argonPasswordHasher();

  it('are hashed with argon2id, 19 MiB, two passes, and a salt each', async () => {
    const [one, two] = await Promise.all([passwords.hash('correct horse'), passwords.hash('correct horse')]);
    expect(one).to.match(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.to.equal(two);
  });

  it('match their own hash only, and never a missing one', async () => {
    const hash = await passwords.hash('correct horse');
    expect(await passwords.verify('correct horse', hash)).to.equal(true);
    expect(await passwords.verify('correct horsE', hash)).to.equal(false);
    expect(await passwords.verify('correct horse', null)).to.equal(false);
  });
});

describe('the turnstile before the hashing', () => {
  it('lets no more in at once than it has places, in the order of arrival, and turns the surplus away', async () => {
    const gate = turnstile(2, 3);
    const started: number[] = [];
    const finish: (() => void)[] = [];
    const visit = (index: number) =>
      gate.pass(() => {
        started.push(index);
        return new Promise<void>((resolve) => finish.push(resolve));
      });
    const visits = [0, 1, 2, 3, 4].map(visit);
    expect(await refusalOf(visit(5))).to.equal('rate_limited');
    expect(started).to.deep.equal([0, 1]);
    for (let done = 0; done < 5; done += 1) {
      finish[done]?.();
      await visits[done];
      // Somebody who comes just when a place was handed over.
      if (done === 0) visits.push(visit(5));
      await Promise.resolve();
      expect(started.length - done - 1, 'at once').to.be.at.most(2);
    }
    expect(started).to.deep.equal([0, 1, 2, 3, 4, 5]);
  });

  it('frees the place of a task that fails', async () => {
    const gate = turnstile(1, 0);
    await gate.pass(() => Promise.reject(new Error('no'))).catch(() => undefined);
    expect(await gate.pass(async () => 'in')).to.equal('in');
  });
});
