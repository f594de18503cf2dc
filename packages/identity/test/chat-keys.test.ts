import { createHmac } from 'node:crypto';
import { ConfigError, type Environment, parseConfig } from '@crosstalk/config';
import type { TenantId } from '@crosstalk/domain';
import { createIdentity, type Identity, identitySettings } from '@crosstalk/identity';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { manualClock } from './manual-clock.js';

const SECRET = 's'.repeat(32);
const SITE_SECRET = 'a secret: with a colon';

function identityOf(environment: Environment): Identity {
  const values = parseConfig(identitySettings, { JWT_SECRET: SECRET, ...environment });
  return createIdentity(values, { clock: manualClock(), publicUrl: 'http://localhost:3000' });
}

function problemsOf(environment: Environment): string {
  try {
    identityOf(environment);
    return '';
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.join('\n');
    throw error;
  }
}

const signatureOf = (id: string, secret = SITE_SECRET): string =>
  createHmac('sha256', secret).update(id).digest('hex');

describe('host sites', () => {
  const { hostSites } = identityOf({ CHAT_KEYS: `k1:acme, k2 : beta_2:${SITE_SECRET} ` });

  it('are found by their chat key', () => {
    expect(hostSites.find('k1')).to.deep.equal({ tenant: 'acme', identity: 'trusted' });
    expect(hostSites.find('k2')).to.deep.equal({ tenant: 'beta_2', identity: 'signed' });
    for (const key of ['k3', '', 'K1', 'constructor', '__proto__']) {
      expect(hostSites.find(key), key).to.equal(null);
    }
  });

  it('sign ids with their secret, in hexadecimal digits of either case', () => {
    // Test case 2 of RFC 4231.
    const jefe = identityOf({ CHAT_KEYS: 'k:acme:Jefe' }).hostSites;
    const known = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
    expect(jefe.isSigned('k', 'what do ya want for nothing?', known)).to.equal(true);
    for (const id of ['42', 'Семён', '']) {
      expect(hostSites.isSigned('k2', id, signatureOf(id)), id).to.equal(true);
      expect(hostSites.isSigned('k2', id, signatureOf(id).toUpperCase()), id).to.equal(true);
    }
  });

  it('believe no other signature', () => {
    const genuine = signatureOf('42');
    const forged = [
      signatureOf('43'),
      signatureOf('42', 'another secret'),
      '',
      genuine.slice(2),
      `${genuine}00`,
      `${genuine.slice(0, -2)}zz`,
      ` ${genuine}`,
      Buffer.from(genuine, 'hex').toString('base64'),
    ];
    for (const signature of forged)
      expect(hostSites.isSigned('k2', '42', signature), signature).to.equal(false);
  });

  it('accept signatures of two secrets while one takes the place of the other', () => {
    const both = identityOf({ CHAT_KEYS: `k2:acme:the last one,k2:acme:the next one` }).hostSites;
    expect(both.find('k2')).to.deep.equal({ tenant: 'acme', identity: 'signed' });
    const accepted = ['the last one', 'the next one', 'another'].map((secret) =>
      both.isSigned('k2', '42', signatureOf('42', secret)),
    );
    expect(accepted).to.deep.equal([true, true, false]);
  });

  it('have no signature when they are trusted or unknown', () => {
    for (const key of ['k1', 'k3']) {
      expect(hostSites.isSigned(key, '42', signatureOf('42')), key).to.equal(false);
      expect(hostSites.isSigned(key, '42', signatureOf('42', 'null')), key).to.equal(false);
    }
  });

  it('are none when the configuration says so, and one for development when it says nothing', () => {
    expect(identityOf({ CHAT_KEYS: 'none' }).hostSites.find('dev-chat-key')).to.equal(null);
    expect(identityOf({}).hostSites.find('dev-chat-key')).to.deep.equal({
      tenant: 'default',
      identity: 'trusted',
    });
  });

  it('share contacts within the tenants that are named', () => {
    const { sharesContacts } = identityOf({ SHARE_CONTACTS_TENANTS: 'acme, beta' });
    expect(['acme', 'beta', 'default'].map((tenant) => sharesContacts(tenant as TenantId))).to.deep.equal([
      true,
      true,
      false,
    ]);
    expect(identityOf({}).sharesContacts('default' as TenantId)).to.equal(false);
  });
});

describe('mistakes in the chat keys', () => {
  const mistakes: readonly [string, readonly string[]][] = [
    ['k1', ['entry 1 has no tenant']],
    [':acme', ['entry 1 has no key']],
    ['k1:', ['entry 1 has no tenant']],
    ['k1:acme:', ['entry 1 has an empty secret']],
    ['k1:acme,,k2:acme', ['entry 2 is empty']],
    ['k1:ac me,k2:a/b', ['the tenant of entry 1 must be', 'the tenant of entry 2 must be']],
    [`k1:${'x'.repeat(65)}`, ['the tenant of entry 1 must be']],
    ['k1:acme,k2:acme,k1:beta:hidden', ['entries 1 and 3 have one key']],
    ['k1:acme:a,k1:beta:hidden', ['entries 1 and 2 have one key']],
    ['k1:acme:hidden,k1:acme', ['entries 1 and 2 have one key']],
    ['k1,:acme,k2:acme:', ['entry 1 has no tenant', 'entry 2 has no key', 'entry 3 has an empty secret']],
  ];
  for (const [keys, expected] of mistakes) {
    it(`are told of ${JSON.stringify(keys.slice(0, 40))}, without repeating it`, () => {
      const problems = problemsOf({ CHAT_KEYS: keys });
      expect(problems).to.match(/^CHAT_KEYS is wrong: /);
      for (const mistake of expected) expect(problems).to.include(mistake);
      expect(problems).to.not.match(/k1|hidden/);
    });
  }

  const production = { NODE_ENV: 'production' };
  const signed = `k2:acme:${SECRET}`;

  it('in production are the development key, in any tenant and whatever is allowed', () => {
    for (const keys of ['', 'dev-chat-key:default', `dev-chat-key:acme:${SECRET}`]) {
      const environment = { ...production, CHAT_KEYS: keys, ALLOW_TRUSTED_CHAT_KEYS: 'on' };
      expect(problemsOf(environment), keys).to.match(/^CHAT_KEYS .*development key/);
    }
  });

  it('in production are trusted keys, unless they are allowed', () => {
    const trusted = { ...production, CHAT_KEYS: `${signed},k1:acme` };
    expect(problemsOf(trusted)).to.match(/^CHAT_KEYS .*\(entry 2\).*ALLOW_TRUSTED_CHAT_KEYS=on/);
    expect(problemsOf({ ...trusted, ALLOW_TRUSTED_CHAT_KEYS: 'on' })).to.equal('');
    expect(problemsOf({ ...trusted, NODE_ENV: 'development' })).to.equal('');
    expect(problemsOf({ ...production, CHAT_KEYS: signed })).to.equal('');
  });

  it('in production are secrets that can be guessed', () => {
    const short = { CHAT_KEYS: `${signed},k1:acme:hunter2` };
    expect(problemsOf({ ...production, ...short })).to.match(/^CHAT_KEYS .*secret of entry 2/);
    expect(problemsOf({ ...production, ...short })).to.not.include('hunter2');
    expect(problemsOf(short)).to.equal('');
  });
});
