import { expect } from 'chai';
import { describe, it } from 'mocha';
import { FORBIDDEN, INVALID } from './refused-urls.js';
import { ask, reasonOf, unasked } from './support/ask.js';

describe('URLs that are refused before anybody is asked', () => {
  it('are at least a hundred different ones', () => {
    expect(new Set([...FORBIDDEN, ...INVALID]).size).to.be.at.least(100);
    expect(new Set([...FORBIDDEN, ...INVALID]).size).to.equal(FORBIDDEN.length + INVALID.length);
  });

  for (const url of FORBIDDEN) {
    it(`${url} leads to a place that is not public`, async () => {
      expect(await reasonOf(ask({ url }, { resolve: unasked }))).to.equal('forbidden_address');
    });
  }

  for (const url of INVALID) {
    it(`${JSON.stringify(url).slice(0, 60)} is no URL that is asked`, async () => {
      expect(await reasonOf(ask({ url }, { resolve: unasked }))).to.equal('invalid_url');
    });
  }

  it('say nothing of what is inside, and that a retry makes no sense', async () => {
    const error = await ask({ url: 'http://10.1.2.3/' }).catch((reason: unknown) => reason);
    expect(error).to.include({
      name: 'SafeFetchError',
      retryable: false,
      message: 'The URL leads to a place that is not public.',
    });
  });

  it('include every http URL when https is required', async () => {
    const refused = ask({ url: 'http://example.com/' }, { requireHttps: true, resolve: unasked });
    expect(await reasonOf(refused)).to.equal('invalid_url');
  });
});
