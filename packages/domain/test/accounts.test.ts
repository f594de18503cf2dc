import { DEFAULT_TENANT, type TenantId } from '@crosstalk/domain';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { expectError } from './support/expect-error.js';
import { openStage, type Stage } from './support/open-stage.js';

const HERE = { address: '192.0.2.1' };
const DORA = { email: 'Dora@Example.com ', password: 'correct horse', firstName: ' Dora ' };

describe('accounts', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  const register = (fields: object = {}) => stage.useCases.registerUser({ ...DORA, ...fields }, HERE);
  const logIn = (fields: object = {}, context = HERE) =>
    stage.useCases.logIn({ email: DORA.email, password: DORA.password, ...fields }, context);

  it('registers a person, signed in, with trimmed fields', async () => {
    const { user, accessToken, refreshToken, expiresInSeconds } = await register({ lastName: ' ' });
    expect(user).to.include({ email: 'Dora@Example.com', firstName: 'Dora', lastName: null });
    expect(expiresInSeconds).to.equal(900);
    expect(refreshToken).to.be.a('string');
    const { actor } = await stage.useCases.authenticate(accessToken);
    expect(actor).to.deep.equal({ userId: user.id, tenant: DEFAULT_TENANT, scopes: [] });
  });

  const malformed: readonly [string, object, string][] = [
    ['an address without @', { email: 'dora' }, 'email'],
    ['an address with a blank', { email: 'do ra@example.com' }, 'email'],
    ['a short password', { password: '1234567' }, 'password'],
    ['a very long password', { password: 'x'.repeat(257) }, 'password'],
    ['a blank first name', { firstName: ' ' }, 'firstName'],
    ['a first name with a line break', { firstName: 'a\nb' }, 'firstName'],
    ['a picture that is a script', { photo: 'javascript:alert(1)' }, 'photo'],
  ];
  for (const [what, fields, field] of malformed) {
    it(`refuses ${what}, naming ${field}`, async () => {
      const error = await expectError(register(fields), 'invalid');
      expect(error.fields).to.have.all.keys(field);
    });
  }

  it('refuses an address that is taken, whatever its case', async () => {
    await register();
    await expectError(register({ email: 'dora@example.COM' }), 'conflict');
  });

  it('refuses registration when it is turned off', async () => {
    stage = await openStage({ registration: false });
    await expectError(register(), 'forbidden');
  });

  it('limits registrations of an address', async () => {
    for (let count = 0; count < 10; count += 1) await register({ email: `d${count}@example.com` });
    const error = await expectError(register(), 'rate_limited');
    expect(error.retryAfterMs).to.equal(3_600_000);
    stage.ports.clock.advance(3_600_000);
    await register();
  });

  it('logs in by address and password', async () => {
    const { user } = await register();
    expect((await logIn({ email: ' dora@example.com' })).user.id).to.equal(user.id);
  });

  it('answers an unknown address like a wrong password, after the same work', async () => {
    await register();
    const wrong = await expectError(logIn({ password: 'wrong password' }), 'unauthenticated');
    const before = stage.ports.passwords.verified;
    const unknown = await expectError(logIn({ email: 'nobody@example.com' }), 'unauthenticated');
    expect(unknown.message).to.equal(wrong.message);
    expect(stage.ports.passwords.verified).to.equal(before + 1);
  });

  it('limits attempts of an address and on an account', async () => {
    await register();
    for (let count = 0; count < 10; count += 1) {
      await expectError(logIn({ password: 'guess' }, { address: `192.0.2.${count}` }), 'unauthenticated');
    }
    await expectError(logIn({}, { address: '192.0.2.99' }), 'rate_limited');
    for (let count = 0; count < 10; count += 1) {
      await expectError(
        logIn({ email: `x${count}@example.com` }, { address: '198.51.100.7' }),
        'unauthenticated',
      );
    }
    await expectError(logIn({ email: 'y@example.com' }, { address: '198.51.100.7' }), 'rate_limited');
  });

  it('rotates refresh tokens', async () => {
    const { refreshToken, user } = await register();
    const next = await stage.useCases.refreshSession(refreshToken);
    expect(next.user.id).to.equal(user.id);
    expect(next.refreshToken).to.not.equal(refreshToken);
    await stage.useCases.refreshSession(next.refreshToken);
  });

  it('ends the whole family when a token comes a second time', async () => {
    const { refreshToken } = await register();
    const other = await logIn();
    const next = await stage.useCases.refreshSession(refreshToken);
    await expectError(stage.useCases.refreshSession(refreshToken), 'unauthenticated');
    await expectError(stage.useCases.refreshSession(next.refreshToken), 'unauthenticated');
    await stage.useCases.refreshSession(other.refreshToken);
  });

  it('lets one of two refreshes at the same time win, and ends the family', async () => {
    const { refreshToken } = await register();
    const outcomes = await Promise.allSettled([
      stage.useCases.refreshSession(refreshToken),
      stage.useCases.refreshSession(refreshToken),
    ]);
    const [won] = outcomes.filter((outcome) => outcome.status === 'fulfilled');
    expect(outcomes.filter((outcome) => outcome.status === 'rejected')).to.have.length(1);
    await expectError(stage.useCases.refreshSession(won?.value.refreshToken ?? ''), 'unauthenticated');
  });

  it('refuses refresh tokens that are unknown, too old or logged out', async () => {
    const first = await register();
    await stage.useCases.logOut(first.refreshToken);
    await stage.useCases.logOut('unknown');
    await expectError(stage.useCases.refreshSession(first.refreshToken), 'unauthenticated');
    await expectError(stage.useCases.refreshSession('unknown'), 'unauthenticated');
    const second = await logIn();
    stage.ports.clock.advance(stage.ports.refreshTokens.lifetimeMs);
    await expectError(stage.useCases.refreshSession(second.refreshToken), 'unauthenticated');
  });

  it('makes people of an external issuer on first sight, in their own tenant', async () => {
    const token = stage.ports.accessTokens.grant({
      issuer: 'external',
      subject: 'crm-7',
      tenant: 'crm' as TenantId,
      scopes: ['projects:write'],
      expiresAt: stage.ports.clock.now() + 1_000,
      email: 'dora@example.com',
      firstName: '\u0000',
      lastName: null,
      photo: 'javascript:alert(1)',
    });
    const first = await stage.useCases.authenticate(token);
    expect(first.user).to.include({ externalId: 'crm-7', firstName: 'dora', photo: null, tenant: 'crm' });
    expect(first.actor.scopes).to.deep.equal(['projects:write']);
    expect((await stage.useCases.authenticate(token)).user.id).to.equal(first.user.id);
  });

  it('refuses tokens that are not valid or belong to nobody', async () => {
    await expectError(stage.useCases.authenticate('nonsense'), 'unauthenticated');
    const { token } = await stage.ports.accessTokens.issue({
      userId: 424_242 as never,
      tenant: DEFAULT_TENANT,
      family: 'f',
    });
    await expectError(stage.useCases.authenticate(token), 'unauthenticated');
  });

  it('changes only the given fields of a profile and tells the own devices', async () => {
    const { useCases, ann, ports } = stage;
    const user = await useCases.updateMe(ann, { lastName: 'Smith' });
    expect(user).to.include({ firstName: 'Ann', lastName: 'Smith' });
    expect(await useCases.getMe(ann)).to.deep.equal(user);
    const event = { type: 'user.updated', userId: ann.userId, user };
    expect(ports.events.published).to.deep.equal([{ channel: `user:${ann.userId}`, event }]);
    await expectError(useCases.updateMe(ann, { firstName: ' ' }), 'invalid');
  });

  it('finds people of the own tenant only', async () => {
    const { useCases, ann, bob, mallory } = stage;
    expect((await useCases.getUser(ann, bob.userId)).firstName).to.equal('Bob');
    await expectError(useCases.getUser(ann, mallory.userId), 'not_found');
    const found = async (query: string) =>
      (await useCases.searchUsers(ann, query)).map((user) => user.firstName);
    expect(await found(' bo ')).to.deep.equal(['Bob']);
    expect(await found('cyd@example.com')).to.deep.equal(['Cyd']);
    expect(await found('mallory')).to.deep.equal([]);
    await expectError(useCases.searchUsers(ann, ' '), 'invalid');
    await expectError(useCases.searchUsers(ann, 'x'.repeat(201)), 'invalid');
  });
});
