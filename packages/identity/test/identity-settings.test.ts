import { ConfigError, type Environment, parseConfig } from '@crosstalk/config';
import type { FileId } from '@crosstalk/domain';
import { createIdentity, identitySettings } from '@crosstalk/identity';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { manualClock } from './manual-clock.js';

const SECRET = 's'.repeat(32);

function problemsOf(environment: Environment): readonly string[] {
  try {
    const values = parseConfig(identitySettings, environment);
    createIdentity(values, { clock: manualClock(), publicUrl: 'http://localhost:3000' });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map((line) => line.split(' ')[0] ?? '');
    throw error;
  }
}

describe('the settings of the identity', () => {
  it('are complete with one secret', () => {
    expect(problemsOf({ JWT_SECRET: SECRET })).to.deep.equal([]);
    const production = { NODE_ENV: 'production', CHAT_KEYS: 'none' };
    expect(problemsOf({ JWT_SECRET: SECRET, ...production })).to.deep.equal([]);
  });

  it('refuse a short secret and a missing one', () => {
    expect(problemsOf({ JWT_SECRET: 'short' })).to.deep.equal(['JWT_SECRET']);
    expect(problemsOf({})).to.deep.equal(['JWT_SECRET', 'FILE_URL_SECRET']);
  });

  it('refuse a short secret among those that are accepted, and take several', () => {
    const accepted = { JWT_SECRET: SECRET, JWT_SECRETS_ACCEPTED: `${'a'.repeat(32)}, ${'b'.repeat(32)}` };
    expect(problemsOf(accepted)).to.deep.equal([]);
    expect(problemsOf({ ...accepted, JWT_SECRETS_ACCEPTED: `${SECRET},short` })).to.deep.equal([
      'JWT_SECRETS_ACCEPTED',
    ]);
    expect(problemsOf({ ...accepted, FILE_URL_SECRETS_ACCEPTED: 'short' })).to.deep.equal([
      'FILE_URL_SECRETS_ACCEPTED',
    ]);
  });

  it('accept file links of the secret before, also when it was that of the tokens', () => {
    const clock = manualClock();
    const linksOf = (environment: Environment) =>
      createIdentity(parseConfig(identitySettings, environment), { clock, publicUrl: 'http://localhost' })
        .fileLinks;
    const target = { fileId: 5 as FileId, part: 'content' as const };
    const signed = new URL(linksOf({ JWT_SECRET: SECRET }).urlFor(target.fileId)).searchParams;
    const given = { expires: String(signed.get('expires')), signature: String(signed.get('signature')) };
    const next = { JWT_SECRET: 'n'.repeat(32) };
    expect(linksOf(next).verify(target, given)).to.equal(false);
    expect(linksOf({ ...next, JWT_SECRETS_ACCEPTED: SECRET }).verify(target, given)).to.equal(true);
    const own = { ...next, FILE_URL_SECRET: 'f'.repeat(32) };
    expect(linksOf({ ...own, FILE_URL_SECRETS_ACCEPTED: SECRET }).verify(target, given)).to.equal(true);
  });

  it('want the name of an external issuer, and https to it in production', () => {
    const external = { JWKS_URL: 'http://id.example/jwks', FILE_URL_SECRET: SECRET };
    expect(problemsOf(external)).to.deep.equal(['JWT_ISSUER']);
    expect(problemsOf({ ...external, JWT_ISSUER: 'id' })).to.deep.equal([]);
    const production = { NODE_ENV: 'production', CHAT_KEYS: 'none' };
    expect(problemsOf({ ...external, JWT_ISSUER: 'id', ...production })).to.deep.equal(['JWKS_URL']);
  });

  it('let nobody issue tokens when there is only an external issuer', async () => {
    const values = parseConfig(identitySettings, {
      JWKS_URL: 'https://id.example/jwks',
      JWT_ISSUER: 'id',
      FILE_URL_SECRET: SECRET,
    });
    const { accessTokens } = createIdentity(values, {
      clock: manualClock(),
      publicUrl: 'http://localhost:3000',
    });
    const subject = { userId: 1, tenant: 'default', family: 'f' } as Parameters<typeof accessTokens.issue>[0];
    const refused = await accessTokens.issue(subject).catch((error: unknown) => error);
    expect(refused).to.include({ code: 'forbidden' });
  });
});
