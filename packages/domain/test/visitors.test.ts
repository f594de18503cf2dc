import { DEFAULT_TENANT, givenIdOf, type TenantId, type Visitor } from '@crosstalk/domain';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { expectError } from './support/expect-error.js';
import { openStage, type Stage } from './support/open-stage.js';

const SHOP = 'shop' as TenantId;
const PROFILE = {
  externalId: '42',
  email: 'vic@example.com',
  firstName: 'Vic',
  lastName: 'Lee',
  middleName: null,
  phone: '+1 555',
  photo: 'https://shop.example/vic.png',
};

describe('people of host sites', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
    stage.ports.hostSites.add('open', { tenant: DEFAULT_TENANT, identity: 'trusted' });
    stage.ports.hostSites.add('signed', { tenant: DEFAULT_TENANT, identity: 'signed' });
    stage.ports.hostSites.add('shop', { tenant: SHOP, identity: 'trusted' });
  });
  const enter = (fields: Partial<Visitor> = {}) =>
    stage.useCases.authenticateVisitor({ ...PROFILE, chatKey: 'open', signature: null, ...fields });
  const enterSigned = (fields: Partial<Visitor> = {}) => {
    const { externalId = PROFILE.externalId } = fields;
    return enter({ chatKey: 'signed', signature: `signed(${externalId})`, ...fields });
  };
  const tokenOf = (subject: string): string =>
    stage.ports.accessTokens.grant({
      issuer: 'external',
      subject,
      tenant: DEFAULT_TENANT,
      scopes: ['projects:write'],
      expiresAt: stage.ports.clock.now() + 1_000,
      email: 'tom@example.com',
      firstName: 'Tom',
      lastName: null,
      photo: null,
    });

  it('enter a trusted site as themselves, without scopes or an end', async () => {
    const { actor, user, expiresAt } = await enter();
    expect(user).to.include({ ...PROFILE, externalId: 'visitor:42', tenant: DEFAULT_TENANT });
    expect(givenIdOf(user)).to.equal('42');
    expect(actor).to.deep.equal({ userId: user.id, tenant: DEFAULT_TENANT, scopes: [] });
    expect(expiresAt).to.equal(null);
    expect((await enter()).user.id).to.equal(user.id);
    expect((await enter({ externalId: ' 42 ' })).user.id).to.equal(user.id);
    const elsewhere = await enter({ chatKey: 'shop' });
    expect(elsewhere.actor.tenant).to.equal(SHOP);
    expect(elsewhere.user.id).to.not.equal(user.id);
  });

  it('of a trusted site are nobody who came with a token or a signature', async () => {
    const byToken = await stage.useCases.authenticate(tokenOf('42'));
    const ids = [byToken, await enter(), await enterSigned()].map(({ user }) => user.id);
    expect(ids[1]).to.not.equal(ids[0]);
    expect(ids[2]).to.equal(ids[0]);
  });

  it('of a signed site are the token user with that id, without the scopes of a token', async () => {
    const byToken = await stage.useCases.authenticate(tokenOf('42'));
    const { user, actor } = await enterSigned();
    expect(user).to.include({ id: byToken.user.id, externalId: '42', firstName: 'Vic' });
    expect(user.email, 'the address that they own').to.equal('tom@example.com');
    expect(actor.scopes).to.deep.equal([]);
    expect(givenIdOf(user)).to.equal('42');
  });

  it('need an id that is signed where the site signs', async () => {
    for (const signature of [null, '', 'signed(43)']) {
      await expectError(enterSigned({ signature }), 'unauthenticated');
    }
    await expectError(enter({ chatKey: 'signed', externalId: 'visitor:42' }), 'unauthenticated');
    expect(await stage.ports.users.search(DEFAULT_TENANT, 'Vic', 5), 'nobody is made').to.deep.equal([]);
  });

  it('cannot have an id or a token that is kept for those of trusted sites', async () => {
    const error = await expectError(enterSigned({ externalId: 'visitor:42' }), 'invalid');
    expect(error.fields).to.have.all.keys('externalId');
    const { user } = await enter();
    await expectError(stage.useCases.authenticate(tokenOf('visitor:42')), 'unauthenticated');
    const nested = await enter({ externalId: 'visitor:42' });
    expect(nested.user.id).to.not.equal(user.id);
    expect(givenIdOf(nested.user)).to.equal('visitor:42');
  });

  it('are turned away with an unknown key', async () => {
    await expectError(enter({ chatKey: 'nobody' }), 'forbidden');
    const meeting = stage.useCases.meetVisitor(stage.ann, { chatKey: 'nobody', profile: PROFILE });
    await expectError(meeting, 'forbidden');
  });

  const malformed: readonly [string, Partial<Visitor>, string][] = [
    ['a blank id', { externalId: ' ' }, 'externalId'],
    ['a very long id', { externalId: 'x'.repeat(257) }, 'externalId'],
    ['an id with a line break', { externalId: 'a\nb' }, 'externalId'],
    ['an address without @', { email: 'vic' }, 'email'],
    ['a picture that is a script', { photo: 'javascript:alert(1)' }, 'photo'],
    ['a very long name', { lastName: 'x'.repeat(101) }, 'lastName'],
  ];
  for (const [what, fields, field] of malformed) {
    it(`are refused with ${what}, naming ${field}`, async () => {
      const error = await expectError(enter(fields), 'invalid');
      expect(error.fields).to.have.all.keys(field);
    });
  }

  it('are called by their id when the site knows no name', async () => {
    const { user } = await enter({ firstName: ' ', lastName: '', email: ' ', phone: '' });
    expect(user).to.include({ firstName: '42', lastName: null, email: null, phone: null });
    const long = await enter({ firstName: '', externalId: 'x'.repeat(150) });
    expect(long.user).to.include({ externalId: `visitor:${'x'.repeat(150)}`, firstName: 'x'.repeat(100) });
  });

  it('have the profile that they came with last, and their devices are told of it once', async () => {
    const { user } = await enter();
    expect(stage.ports.events.published, 'nobody knew the first').to.deep.equal([]);
    const changes = { firstName: 'Victor', email: null };
    const changed = await enter(changes);
    expect(changed.user).to.deep.equal({ ...user, ...changes });
    await enter(changes);
    expect(stage.ports.events.published).to.deep.equal([
      {
        channel: `user:${user.id}`,
        event: { type: 'user.updated', userId: user.id, user: changed.user },
      },
    ]);
  });

  it('do not block an address, nor are found by it', async () => {
    await enter();
    const HERE = { address: '192.0.2.1' };
    const account = { email: 'vic@example.com', password: 'correct horse' };
    await expectError(stage.useCases.logIn(account, HERE), 'unauthenticated');
    expect(await stage.useCases.searchUsers(stage.ann, account.email)).to.deep.equal([]);
    const { user } = await stage.useCases.registerUser({ ...account, firstName: 'Ann' }, HERE);
    expect((await stage.useCases.logIn(account, HERE)).user.id).to.equal(user.id);
  });

  describe('whom others name', () => {
    const meet = (fields: object = {}, chatKey = 'open') =>
      stage.useCases.meetVisitor(stage.ann, { chatKey, profile: { ...PROFILE, ...fields } });

    it('are made at the first mention and can enter later', async () => {
      const met = await meet();
      expect(met).to.include({ externalId: 'visitor:42', firstName: 'Vic' });
      expect((await enter()).user.id).to.equal(met.id);
      expect(stage.ports.events.published).to.deep.equal([]);
    });

    it('are not changed by what is said of them', async () => {
      const { user } = await enter();
      expect(await meet({ firstName: 'Mud', email: null, photo: null })).to.deep.equal(user);
      const byToken = await stage.useCases.authenticate(tokenOf('7'));
      expect(await meet({ externalId: '7' }, 'signed')).to.deep.equal(byToken.user);
      expect(stage.ports.events.published).to.deep.equal([]);
    });

    it('are of the caller’s own tenant', async () => {
      const foreign = await expectError(meet({}, 'shop'), 'forbidden');
      const unknown = await expectError(meet({}, 'nobody'), 'forbidden');
      expect(foreign.message).to.equal(unknown.message);
      await expectError(meet({ externalId: 'visitor:42' }, 'signed'), 'invalid');
    });
  });
});
