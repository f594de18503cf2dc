import type { Claims } from '@crosstalk/domain';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { verifiedTokens } from '../src/tokens/verified-tokens.js';

const claims = { subject: 'x' } as unknown as Claims;

describe('the cache of verified tokens', () => {
  it('forgets the one that was not used for longest when it is full', () => {
    const cache = verifiedTokens(2);
    cache.put('a', claims, 100);
    cache.put('b', claims, 100);
    cache.get('a', 0);
    cache.put('c', claims, 100);
    expect(['a', 'b', 'c'].map((token) => cache.get(token, 0) !== null)).to.deep.equal([true, false, true]);
  });

  it('knows a token no longer than it was told', () => {
    const cache = verifiedTokens(2);
    cache.put('a', claims, 100);
    expect(cache.get('a', 99)).to.equal(claims);
    expect(cache.get('a', 100)).to.equal(null);
    expect(cache.get('a', 99)).to.equal(null);
  });
});
