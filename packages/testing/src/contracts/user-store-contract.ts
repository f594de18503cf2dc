import { DEFAULT_TENANT, type TenantId } from '@crosstalk/domain';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { newUserIds, personNamed, present } from './sample.js';
import type { MakeStores, StoresUnderTest } from './stores-under-test.js';

const ELSEWHERE = 'elsewhere' as TenantId;

/** A word that no other test uses. */
function newWord(): string {
  return `w${present(newUserIds(1)[0])}`;
}

/** How people are kept and found. */
export function userStoreContract(name: string, makeStores: MakeStores): void {
  describe(`${name} keeps users`, () => {
    let stores: StoresUnderTest;
    before(async () => {
      stores = await makeStores();
    });
    after(() => stores.close());

    it('keeps a profile and hides the password hash in it', async () => {
      const draft = personNamed('Ann', { lastName: 'Lee', phone: '1', email: `${newWord()}@Example.com` });
      const user = present(await stores.users.create({ ...draft, passwordHash: '$hash' }));
      const { passwordHash: _, ...profile } = draft;
      expect(user).to.deep.equal({ ...profile, id: user.id, lastSeen: null });
      expect(await stores.users.find(user.id)).to.deep.equal(user);
      expect([...(await stores.users.findMany([user.id, (2 ** 50) as never]))]).to.deep.equal([
        [user.id, user],
      ]);
      expect(await stores.users.find((2 ** 50) as never)).to.equal(null);
    });

    it('refuses an e-mail address that is taken in the tenant, whatever its case', async () => {
      const word = newWord();
      const draft = personNamed('Bob', { email: `${word}@example.com` });
      expect(await stores.users.create(draft)).to.not.equal(null);
      expect(await stores.users.create({ ...draft, email: `${word.toUpperCase()}@EXAMPLE.com` })).to.equal(
        null,
      );
      expect(await stores.users.create({ ...draft, tenant: ELSEWHERE })).to.not.equal(null);
    });

    it('finds credentials by address without case, in one tenant', async () => {
      const word = newWord();
      const draft = personNamed('Cid', { email: `${word}@example.com`, passwordHash: '$hash' });
      const user = present(await stores.users.create(draft));
      const found = await stores.users.findCredentials(DEFAULT_TENANT, `${word.toUpperCase()}@example.COM`);
      expect(found).to.deep.equal({ user, passwordHash: '$hash' });
      expect(await stores.users.findCredentials(ELSEWHERE, `${word}@example.com`)).to.equal(null);
      expect(await stores.users.findCredentials(DEFAULT_TENANT, `${newWord()}@example.com`)).to.equal(null);
    });

    it('makes the user of an external id once', async () => {
      const { passwordHash: _, ...draft } = { ...personNamed('Dee'), externalId: newWord() };
      const users = await Promise.all(Array.from({ length: 4 }, () => stores.users.ensureExternal(draft)));
      expect(new Set(users.map(({ id }) => id)).size).to.equal(1);
      const again = await stores.users.ensureExternal({ ...draft, firstName: 'Other' });
      expect(again.id).to.equal(users[0]?.id);
      const elsewhere = await stores.users.ensureExternal({ ...draft, tenant: ELSEWHERE });
      expect(elsewhere.id).to.not.equal(again.id);
    });

    it('changes only what is named', async () => {
      const user = present(await stores.users.create(personNamed('Eve', { lastName: 'Old', phone: '2' })));
      const changed = await stores.users.update(user.id, { lastName: 'New', photo: null });
      expect(changed).to.deep.equal({ ...user, lastName: 'New' });
      expect(await stores.users.find(user.id, { fresh: true })).to.deep.equal(changed);
      expect(await stores.users.update((2 ** 50) as never, { phone: '3' })).to.equal(null);
    });

    it('finds people of the tenant by the beginnings of their names', async () => {
      const word = newWord();
      const user = present(await stores.users.create(personNamed('Семён', { lastName: `Van-${word}` })));
      await stores.users.create(personNamed('Семён', { lastName: word, tenant: ELSEWHERE }));
      const search = async (query: string): Promise<number[]> =>
        (await stores.users.search(DEFAULT_TENANT, query, 10)).map(({ id }) => id);
      expect(await search(word)).to.deep.equal([user.id]);
      expect(await search(`${word.slice(0, -1)}`)).to.include(user.id);
      expect(await search(`СЕМЕН ${word.toUpperCase()}`)).to.deep.equal([user.id]);
      expect(await search(`Anna ${word}`)).to.deep.equal([]);
      expect(await search(`.*${word}`)).to.deep.equal([user.id]);
      expect(await search('.*')).to.deep.equal([]);
    });

    it('finds people by their new name after a change, not by the old one', async () => {
      const [before, later] = [newWord(), newWord()];
      const user = present(await stores.users.create(personNamed(before)));
      await stores.users.update(user.id, { firstName: later });
      expect(await stores.users.search(DEFAULT_TENANT, before, 10)).to.deep.equal([]);
      expect((await stores.users.search(DEFAULT_TENANT, later, 10)).map(({ id }) => id)).to.deep.equal([
        user.id,
      ]);
    });

    it('finds a person by the exact e-mail address', async () => {
      const word = newWord();
      const user = present(await stores.users.create(personNamed('Fay', { email: `${word}@example.com` })));
      const found = await stores.users.search(DEFAULT_TENANT, `${word}@Example.com`, 10);
      expect(found.map(({ id }) => id)).to.deep.equal([user.id]);
      expect(await stores.users.search(DEFAULT_TENANT, `${word}@example.co`, 10)).to.deep.equal([]);
    });

    it('notes when somebody was last seen', async () => {
      const user = present(await stores.users.create(personNamed('Gus')));
      await stores.users.setLastSeen(user.id, 77);
      expect((await stores.users.find(user.id, { fresh: true }))?.lastSeen).to.equal(77);
    });
  });
}
