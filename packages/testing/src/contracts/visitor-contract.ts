import { DEFAULT_TENANT, type ExternalDraft, type TenantId, type User } from '@crosstalk/domain';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { newUserIds, personNamed, present } from './sample.js';
import type { MakeStores, StoresUnderTest } from './stores-under-test.js';

const newWord = (): string => `w${present(newUserIds(1)[0])}`;

function visitorNamed(firstName: string, changes: Partial<ExternalDraft> = {}): ExternalDraft {
  const { passwordHash: _, ...draft } = personNamed(firstName);
  return { ...draft, externalId: newWord(), ...changes };
}

/** People of host sites: who they are is theirs to say, and their address is nobody's. */
export function visitorContract(name: string, makeStores: MakeStores): void {
  describe(`${name} keeps people of host sites`, () => {
    let stores: StoresUnderTest;
    before(async () => {
      stores = await makeStores();
    });
    after(() => stores.close());

    const meet = async (draft: ExternalDraft): Promise<User> =>
      (await stores.users.ensureVisitor(draft, { refresh: false })).user;
    const refresh = (draft: ExternalDraft) => stores.users.ensureVisitor(draft, { refresh: true });

    it('makes each once in a tenant, however many ask at once', async () => {
      const draft = visitorNamed('Vic', { lastName: 'Lee', phone: '1', photo: 'https://x.example/p' });
      const made = await Promise.all(Array.from({ length: 4 }, () => refresh(draft)));
      expect(new Set(made.map(({ user }) => user.id)).size).to.equal(1);
      expect(made.map(({ changed }) => changed)).to.deep.equal([false, false, false, false]);
      const user = present(made[0]).user;
      expect(user).to.deep.equal({ ...draft, id: user.id, lastSeen: null });
      expect(await stores.users.find(user.id)).to.deep.equal(user);
      const elsewhere = await meet({ ...draft, tenant: 'elsewhere' as TenantId });
      expect(elsewhere.id).to.not.equal(user.id);
    });

    it('is the same person who comes with a token of that external id, whichever came first', async () => {
      const draft = visitorNamed('Vic');
      const met = await meet(draft);
      expect((await stores.users.ensureExternal(draft)).id).to.equal(met.id);
      const other = visitorNamed('Wim');
      const external = await stores.users.ensureExternal(other);
      expect((await refresh(other)).user).to.deep.equal(external);
    });

    it('leaves a known one alone unless the profile is to be refreshed', async () => {
      const draft = visitorNamed('Vic');
      const met = await meet(draft);
      expect(await meet({ ...draft, firstName: 'Other', phone: '2' })).to.deep.equal(met);
    });

    it('refreshes what differs, and says whether anything did', async () => {
      const word = newWord();
      const draft = visitorNamed('Vic', { email: 'vic@example.com', lastName: word });
      const met = await meet(draft);
      await stores.users.find(met.id);
      expect(await refresh({ ...draft, createdAt: 9 })).to.deep.equal({ user: met, changed: false });
      const later = newWord();
      const profile = { email: null, firstName: 'Victor', lastName: later, phone: '3' };
      const { user, changed } = await refresh({ ...draft, ...profile, createdAt: 9 });
      expect(changed).to.equal(true);
      expect(user).to.deep.equal({ ...met, ...profile });
      expect(await stores.users.find(met.id), 'what is remembered').to.deep.equal(user);
      const found = async (query: string): Promise<readonly number[]> =>
        (await stores.users.search(DEFAULT_TENANT, query, 5)).map(({ id }) => id);
      expect(await found(word)).to.deep.equal([]);
      expect(await found(`victor ${later}`)).to.deep.equal([met.id]);
    });

    it('tells one of two equal refreshes at once that it changed something', async () => {
      const draft = visitorNamed('Vic');
      await meet(draft);
      const both = await Promise.all([1, 2].map(() => refresh({ ...draft, phone: '4' })));
      expect(both.map(({ changed }) => changed).sort()).to.deep.equal([false, true]);
      expect(both.map(({ user }) => user.phone)).to.deep.equal(['4', '4']);
    });

    it('shows their address, and neither finds nor blocks anybody by it', async () => {
      const email = `${newWord()}@example.com`;
      const visitor = await meet(visitorNamed('Vic', { email }));
      expect(visitor.email).to.equal(email);
      expect(await stores.users.findCredentials(DEFAULT_TENANT, email)).to.equal(null);
      expect(await stores.users.search(DEFAULT_TENANT, email, 5)).to.deep.equal([]);
      const namesake = await refresh(visitorNamed('Wim', { email }));
      expect(namesake.user.email).to.equal(email);
      const owner = present(await stores.users.create(personNamed('Ann', { email })));
      expect((await stores.users.findCredentials(DEFAULT_TENANT, email))?.user.id).to.equal(owner.id);
      expect(
        (await refresh({ ...visitorNamed('Vic', { email }), externalId: present(visitor.externalId) })).user
          .id,
      ).to.equal(visitor.id);
    });

    it('lets who owns an address keep it, whatever the site says', async () => {
      const email = `${newWord()}@example.com`;
      const draft = visitorNamed('Tom', { email });
      const owner = await stores.users.ensureExternal(draft);
      const { user, changed } = await refresh({ ...draft, email: 'other@example.com', phone: '5' });
      expect([user.id, user.email, user.phone, changed]).to.deep.equal([owner.id, email, '5', true]);
      expect((await stores.users.findCredentials(DEFAULT_TENANT, email))?.user.id).to.equal(owner.id);
      expect((await refresh({ ...draft, email: null, phone: '5' })).changed).to.equal(false);
    });

    it('gives somebody with a token whose address was taken one to show, not to own', async () => {
      const email = `${newWord()}@example.com`;
      await stores.users.create(personNamed('Ann', { email }));
      const draft = visitorNamed('Tom', { email });
      expect((await stores.users.ensureExternal(draft)).email).to.equal(null);
      const shown = `${newWord()}@example.com`;
      expect((await refresh({ ...draft, email: shown })).user.email).to.equal(shown);
      expect(await stores.users.findCredentials(DEFAULT_TENANT, shown)).to.equal(null);
    });
  });
}
