import type { RefreshTokenRecord } from '@crosstalk/domain';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { newUserIds, present } from './sample.js';
import type { MakeStores, StoresUnderTest } from './stores-under-test.js';

/** Tokens that are used once, in families that end together. */
export function refreshTokenStoreContract(name: string, makeStores: MakeStores): void {
  describe(`${name} keeps refresh tokens`, () => {
    let stores: StoresUnderTest;
    before(async () => {
      stores = await makeStores();
    });
    after(() => stores.close());

    const newRecord = (family?: string): RefreshTokenRecord => {
      const userId = present(newUserIds(1)[0]);
      const expiresAt = Date.now() + 1_000_000;
      return { hash: `hash-${userId}`, family: family ?? `family-${userId}`, userId, expiresAt };
    };

    it('tells the first use of a token from every later one', async () => {
      const record = newRecord();
      await stores.refreshTokenStore.save(record);
      const uses = await Promise.all([1, 2, 3].map((at) => stores.refreshTokenStore.use(record.hash, at)));
      expect(uses.map((use) => present(use).usedBefore).sort()).to.deep.equal([false, true, true]);
      expect(present(uses[0])).to.include(record);
    });

    it('knows no token that was not saved', async () => {
      expect(await stores.refreshTokenStore.use('unknown', 1)).to.equal(null);
    });

    it('forgets a family, and tokens of it that come later', async () => {
      const record = newRecord();
      const other = newRecord();
      const late = newRecord(record.family);
      await stores.refreshTokenStore.save(record);
      await stores.refreshTokenStore.save(other);
      await stores.refreshTokenStore.revokeFamily(record.family);
      await stores.refreshTokenStore.save(late);
      expect(await stores.refreshTokenStore.use(record.hash, 1)).to.equal(null);
      expect(await stores.refreshTokenStore.use(late.hash, 1)).to.equal(null);
      expect(await stores.refreshTokenStore.use(other.hash, 1)).to.include({ usedBefore: false });
    });

    it('forgets all of a person and none of another', async () => {
      const [record, other] = [newRecord(), newRecord()];
      const second = { ...newRecord(), userId: record.userId };
      for (const one of [record, other, second]) await stores.refreshTokenStore.save(one);
      expect(await stores.refreshTokenStore.countOf(record.userId)).to.equal(2);
      await stores.refreshTokenStore.deleteOf(record.userId);
      expect(await stores.refreshTokenStore.countOf(record.userId)).to.equal(0);
      expect(await stores.refreshTokenStore.use(record.hash, 1)).to.equal(null);
      expect(await stores.refreshTokenStore.use(second.hash, 1)).to.equal(null);
      expect(await stores.refreshTokenStore.use(other.hash, 1)).to.include({ usedBefore: false });
    });
  });
}
