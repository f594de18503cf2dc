import { DEFAULT_TENANT, type UserId } from '@crosstalk/domain';
import { builtinIssuer, externalIssuer, JoseAccessTokens } from '@crosstalk/identity';
import { expect } from 'chai';
import { SignJWT } from 'jose';
import { after, before, describe, it } from 'mocha';
import { type JwksServer, startJwksServer } from './jwks-server.js';
import { manualClock } from './manual-clock.js';
import { refusalOf } from './refusal.js';

const SECRET = 'a secret of the tests, long enough to be one';
const clock = manualClock();
const exp = Math.floor(clock.now() / 1000) + 600;
const GOOD = { sub: 'person-1', iss: 'https://id.example', aud: 'chat', exp };

describe('tokens of an external issuer', () => {
  let issuer: JwksServer;
  before(async () => {
    issuer = await startJwksServer();
  });
  after(() => issuer.close());

  const tokens = (jwksUrl = issuer.url) =>
    new JoseAccessTokens({
      builtin: builtinIssuer({
        issuer: 'crosstalk',
        audience: 'chat',
        secrets: [SECRET],
        ttlSeconds: 900,
        clock,
      }),
      external: externalIssuer({ issuer: 'https://id.example', audience: 'chat', jwksUrl, clock }),
      clock,
    });

  it('give the person with the standard claims', async () => {
    const profile = {
      email: 'ann@example.org',
      given_name: 'Ann',
      family_name: 'Lee',
      picture: 'https://x/y.png',
    };
    const token = await issuer.sign({ ...GOOD, ...profile, scope: 'openid projects:write' });
    expect(await tokens().verify(token)).to.deep.equal({
      issuer: 'external',
      subject: 'person-1',
      tenant: DEFAULT_TENANT,
      scopes: ['openid', 'projects:write'],
      expiresAt: exp * 1000,
      email: 'ann@example.org',
      firstName: 'Ann',
      lastName: 'Lee',
      photo: 'https://x/y.png',
    });
  });

  it('give no e-mail address that the issuer calls unverified, and no claims of a wrong type', async () => {
    const token = await issuer.sign({
      ...GOOD,
      email: 'a@b.c',
      email_verified: false,
      given_name: { $gt: '' },
      picture: 5,
    });
    expect(await tokens().verify(token)).to.include({ email: null, firstName: null, photo: null });
  });

  it('are refused with another issuer, audience, expiry, subject or key', async () => {
    const other = await startJwksServer();
    const wrong = [
      await issuer.sign({ ...GOOD, iss: 'crosstalk' }),
      await issuer.sign({ ...GOOD, aud: 'crosstalk' }),
      await issuer.sign({ ...GOOD, exp: exp - 1_200 }),
      await issuer.sign({ ...GOOD, exp: undefined }),
      await issuer.sign({ ...GOOD, sub: '' }),
      await issuer.sign(GOOD, { kid: 'two' }),
      await other.sign(GOOD),
    ];
    await other.close();
    const ours = tokens();
    for (const [index, token] of wrong.entries()) {
      expect(await refusalOf(ours.verify(token)), `case ${index}`).to.equal('unauthenticated');
    }
  });

  it('cannot be made with the public key as an HMAC secret', async () => {
    const secret = new TextEncoder().encode(await issuer.publicPem());
    const token = await new SignJWT({ ...GOOD, tenant: 'default', sub: '1' })
      .setProtectedHeader({ alg: 'HS256', kid: 'one', typ: 'at+jwt' })
      .sign(secret);
    expect(await refusalOf(tokens().verify(token))).to.equal('unauthenticated');
  });

  it('do not cost a fetch each, and those of the built-in issuer cost none', async () => {
    const ours = tokens();
    const start = issuer.fetches();
    for (const sub of ['a', 'b', 'c']) await ours.verify(await issuer.sign({ ...GOOD, sub }));
    const { token } = await ours.issue({ userId: 1 as UserId, tenant: DEFAULT_TENANT, family: 'f' });
    await ours.verify(token);
    expect(issuer.fetches() - start).to.equal(1);
  });

  it('are answered with unavailable while the keys cannot be fetched, and work by themselves afterwards', async () => {
    const ours = tokens();
    const token = await issuer.sign(GOOD);
    issuer.answerWith(500);
    expect(await refusalOf(ours.verify(token))).to.equal('unavailable');
    issuer.answerWith(200);
    expect(await refusalOf(ours.verify(token))).to.equal(null);
    expect(await refusalOf(tokens('http://127.0.0.1:9/jwks').verify(token)), 'nobody listens').to.equal(
      'unavailable',
    );
  });

  it('work from the cache while the keys cannot be fetched', async () => {
    const ours = tokens();
    const token = await issuer.sign(GOOD);
    await ours.verify(token);
    issuer.answerWith(500);
    expect(await refusalOf(ours.verify(token))).to.equal(null);
    issuer.answerWith(200);
  });
});
