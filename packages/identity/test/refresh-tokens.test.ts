import { randomRefreshTokens } from '@crosstalk/identity';
import { expect } from 'chai';
import { describe, it } from 'mocha';

describe('refresh tokens', () => {
  const tokens = randomRefreshTokens(30);

  it('are 32 random bytes, stored as a hash that does not show them', () => {
    const { token, hash } = tokens.make();
    expect(Buffer.from(token, 'base64url')).to.have.length(32);
    expect(hash).to.equal(tokens.hash(token)).and.not.to.contain(token);
    expect(tokens.make().token).not.to.equal(token);
  });

  it('live for the days of the settings', () => {
    expect(tokens.lifetimeMs).to.equal(2_592_000_000);
  });
});
