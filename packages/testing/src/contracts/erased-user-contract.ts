import { DEFAULT_TENANT, ERASED_NAME, type User } from '@crosstalk/domain';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { LONG_AGO, newUserIds, personNamed, present } from './sample.js';
import type { MakeStores, StoresUnderTest } from './stores-under-test.js';

/** What is left of somebody who was erased. */
export function erasedUserContract(name: string, makeStores: MakeStores): void {
  describe(`${name} erases users`, () => {
    let stores: StoresUnderTest;
    before(async () => {
      stores = await makeStores();
    });
    after(() => stores.close());

    const newWord = (): string => `e${present(newUserIds(1)[0])}`;
    const nothing = { externalId: null, email: null, lastName: null, middleName: null, phone: null };
    const leftOf = ({ id, tenant, createdAt }: User, erasedAt: number): User => {
      const left = { photo: null, lastSeen: null, firstName: ERASED_NAME, erasedAt };
      return { id, tenant, createdAt, ...nothing, ...left };
    };

    it('down to a nameless profile that nobody finds, logs in to or changes', async () => {
      const [word, email] = [newWord(), `${newWord()}@example.com`];
      const details = { lastName: 'Lee', middleName: 'M', phone: '1', photo: 'https://example.com/p.png' };
      const draft = personNamed(word, { ...details, email, passwordHash: '$hash' });
      const user = present(await stores.users.create(draft));
      await stores.users.setLastSeen(user.id, LONG_AGO);
      expect(await stores.users.erase(user.id, 77)).to.deep.equal(leftOf(user, 77));
      expect(await stores.users.erase(user.id, 88)).to.deep.equal(leftOf(user, 77));
      await stores.users.setLastSeen(user.id, 99);
      expect(await stores.users.update(user.id, { firstName: word })).to.equal(null);
      expect(await stores.users.find(user.id, { fresh: true })).to.deep.equal(leftOf(user, 77));
      expect(await stores.users.findCredentials(DEFAULT_TENANT, email)).to.equal(null);
      for (const query of [word, email]) {
        expect(await stores.users.search(DEFAULT_TENANT, query, 5)).to.deep.equal([]);
      }
      expect(
        (await stores.users.search(DEFAULT_TENANT, 'deleted user', 50)).map(({ id }) => id),
      ).not.to.include(user.id);
      expect(await stores.users.create(draft), 'the address is free').not.to.equal(null);
      expect(await stores.users.erase((2 ** 50) as never, 1)).to.equal(null);
    });

    for (const [kind, ensure] of [
      [
        'an issuer',
        async (draft: Parameters<StoresUnderTest['users']['ensureExternal']>[0]) =>
          stores.users.ensureExternal(draft),
      ],
      [
        'a host site',
        async (draft: Parameters<StoresUnderTest['users']['ensureExternal']>[0]) =>
          (await stores.users.ensureVisitor(draft, { refresh: true })).user,
      ],
    ] as const) {
      it(`and does not make those of ${kind} anew, until their ids are forgotten`, async () => {
        const { passwordHash: _, ...person } = personNamed('Ann');
        const draft = { ...person, externalId: newWord() };
        const user = await ensure(draft);
        const now = Date.now();
        await stores.users.erase(user.id, now);
        expect(await ensure(draft)).to.deep.equal(leftOf(user, now));
        await stores.users.forgetErasedIds(now - 1_000);
        expect((await ensure(draft)).id).to.equal(user.id);
        await stores.users.forgetErasedIds(now + 1_000);
        const anew = await ensure(draft);
        expect(anew).to.include({ firstName: 'Ann', externalId: draft.externalId });
        expect(anew.id).not.to.equal(user.id);
      });
    }
  });
}
