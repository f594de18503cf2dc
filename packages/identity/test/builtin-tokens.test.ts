import { DEFAULT_TENANT, type UserId } from '@crosstalk/domain';
import { builtinIssuer, JoseAccessTokens } from '@crosstalk/identity';
import { expect } from 'chai';
import { SignJWT } from 'jose';
import { describe, it } from 'mocha';
import { type ManualClock, manualClock } from './manual-clock.js';
import { refusalOf } from './refusal.js';

const SECRET = 'a secret of the tests, long enough to be one';
const SUBJECT = { userId: 7 as UserId, tenant: DEFAULT_TENANT, family: 'f-1' };

function tokens(
  clock: ManualClock = manualClock(),
  overrides: Partial<{ secrets: [string, ...string[]]; issuer: string; audience: string }> = {},
) {
  const options = { issuer: 'crosstalk', audience: 'crosstalk', secrets: [SECRET] as [string], ...overrides };
  return new JoseAccessTokens({
    builtin: builtinIssuer({ ...options, clock, ttlSeconds: 900 }),
    external: null,
    clock,
  });
}

interface Forged {
  readonly header?: Record<string, unknown>;
  readonly claims?: Record<string, unknown>;
  readonly drop?: string;
}

/** A token signed with the right secret that differs from a good one in the given way. */
async function forged(clock: ManualClock, { header = {}, claims = {}, drop }: Forged): Promise<string> {
  const now = Math.floor(clock.now() / 1000);
  const good = { sub: '7', tenant: 'default', iss: 'crosstalk', aud: 'crosstalk', iat: now, exp: now + 900 };
  const payload: Record<string, unknown> = { ...good, ...claims };
  if (drop) delete payload[drop];
  return new SignJWT(payload)
    .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', ...header })
    .sign(new TextEncoder().encode(SECRET));
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('tokens of the built-in issuer', () => {
  it('say who was meant when they are issued', async () => {
    const clock = manualClock();
    const { token, expiresInSeconds } = await tokens(clock).issue(SUBJECT);
    expect(expiresInSeconds).to.equal(900);
    expect(await tokens(clock).verify(token)).to.deep.equal({
      issuer: 'builtin',
      userId: 7,
      tenant: 'default',
      scopes: [],
      expiresAt: clock.now() + 900_000,
      family: 'f-1',
    });
  });

  it('are refused when another secret, issuer or audience is expected', async () => {
    const { token } = await tokens().issue(SUBJECT);
    const others = { secrets: [`${SECRET}!`, `${SECRET}?`] as [string, string] };
    for (const other of [others, { issuer: 'else' }, { audience: 'else' }]) {
      expect(await refusalOf(tokens(manualClock(), other).verify(token)), JSON.stringify(other)).to.equal(
        'unauthenticated',
      );
    }
  });

  it('are signed with the first secret and accepted with any, so that a secret can be changed', async () => {
    const [last, next] = ['the last secret, which is long enough', 'the next secret, which is long enough'];
    const [old, both, turned, done] = [[last], [last, next], [next, last], [next]].map((secrets) =>
      tokens(manualClock(), { secrets: secrets as [string] }),
    );
    const [byOld, byNew] = [
      (await both?.issue(SUBJECT))?.token ?? '',
      (await turned?.issue(SUBJECT))?.token ?? '',
    ];
    const accepted = async (token: string) =>
      Promise.all(
        [old, both, turned, done].map(
          async (node) => node !== undefined && (await refusalOf(node.verify(token))) === null,
        ),
      );
    expect(await accepted(byOld)).to.deep.equal([true, true, true, false]);
    expect(await accepted(byNew)).to.deep.equal([false, true, true, true]);
  });

  it('are over when they are over, whichever secret made them', async () => {
    const clock = manualClock();
    const { token } = await tokens(clock).issue(SUBJECT);
    clock.advance(1_000_000);
    const error = await tokens(clock, { secrets: ['another secret, also long enough', SECRET] })
      .verify(token)
      .catch((reason: unknown) => reason);
    expect(error).to.include({ code: 'unauthenticated', message: 'The access token has expired.' });
  });

  it('are good for five seconds after they expire, and not longer, cached or not', async () => {
    const clock = manualClock();
    const ours = tokens(clock);
    const { token } = await ours.issue(SUBJECT);
    clock.advance(903_000);
    expect(await refusalOf(ours.verify(token))).to.equal(null);
    clock.advance(3_000);
    expect(await refusalOf(ours.verify(token)), 'cached').to.equal('unauthenticated');
    expect(await refusalOf(tokens(clock).verify(token)), 'fresh').to.equal('unauthenticated');
  });

  it('need an expiry, a person, a tenant and the type of an access token', async () => {
    const clock = manualClock();
    const wrong: Forged[] = [
      { drop: 'exp' },
      { drop: 'sub' },
      { drop: 'tenant' },
      { claims: { sub: '0' } },
      { claims: { sub: 'me' } },
      { claims: { sub: '9007199254740993' } },
      { claims: { tenant: 5 } },
      { header: { typ: 'JWT' } },
      { header: { alg: 'HS512' } },
    ];
    expect(await refusalOf(tokens(clock).verify(await forged(clock, {})))).to.equal(null);
    for (const way of wrong) {
      expect(await refusalOf(tokens(clock).verify(await forged(clock, way))), JSON.stringify(way)).to.equal(
        'unauthenticated',
      );
    }
  });

  it('are refused without a signature, and so is what is no token at all', async () => {
    const clock = manualClock();
    const { token } = await tokens(clock).issue(SUBJECT);
    const [header, payload, signature] = token.split('.');
    const hostile = [
      `${encode({ alg: 'none', typ: 'at+jwt' })}.${payload}.`,
      `${encode({ alg: 'None', typ: 'at+jwt' })}.${payload}.${signature}`,
      `${header}.${encode({ sub: '8' })}.${signature}`,
      `${header}.${payload}.`,
      `${encode({ alg: { $gt: '' } })}.${payload}.${signature}`,
      '',
      'Bearer',
      '\uD800.\uD800.\uD800',
      'x'.repeat(100_000),
      `${token}.${token}`,
    ];
    for (const text of hostile) {
      expect(await refusalOf(tokens(clock).verify(text)), text.slice(0, 60)).to.equal('unauthenticated');
    }
  });
});
