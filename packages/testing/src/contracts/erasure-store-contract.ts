import type { ErasureRequest } from '@crosstalk/domain';
import { DEFAULT_TENANT } from '@crosstalk/domain';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { LONG_AGO, newUserIds, present } from './sample.js';
import type { MakeStores, StoresUnderTest } from './stores-under-test.js';

/** How the removal of people is recorded. */
export function erasureStoreContract(name: string, makeStores: MakeStores): void {
  describe(`${name} keeps erasures`, () => {
    let stores: StoresUnderTest;
    before(async () => {
      stores = await makeStores();
    });
    after(() => stores.close());

    const newRequest = (): ErasureRequest => {
      const userId = present(newUserIds(1)[0]);
      const asked = { askedBy: userId, askedAt: LONG_AGO, messages: 'delete' } as const;
      return { id: `erasure-${userId}`, tenant: DEFAULT_TENANT, userId, ...asked };
    };
    const claim = (claimed: readonly number[], count: number) =>
      ({ place: { kind: 'messages', after: 0, claimed }, counts: { messages: count } }) as const;

    it('one for each person, whoever asks again', async () => {
      const request = newRequest();
      const begun = await stores.erasures.ask(request);
      expect(begun).to.deep.equal({ ...request, finishedAt: null, counts: {}, place: null, version: 0 });
      const again = await stores.erasures.ask({ ...request, id: `${request.id}-again`, messages: 'keep' });
      expect(again).to.deep.equal(begun);
      expect(await stores.erasures.find(request.id)).to.deep.equal(begun);
      expect(await stores.erasures.ofUser(request.userId)).to.deep.equal(begun);
      expect(await stores.erasures.find(`${request.id}-again`)).to.equal(null);
    });

    it('and lets one of two runs get further', async () => {
      const begun = await stores.erasures.ask(newRequest());
      const saves = [claim([1, 2], 2), claim([3], 1)].map((one) => stores.erasures.save(begun, one));
      const saved = (await Promise.all(saves)).filter((one) => one !== null);
      expect(saved).to.have.length(1);
      const [won] = saved;
      expect(present(won).version).to.equal(1);
      expect(await stores.erasures.find(begun.id)).to.deep.equal(won);
      const next = await stores.erasures.save(present(won), claim([4], 3));
      expect(next).to.deep.include({ ...claim([4], 3), version: 2 });
    });

    it('and finishes one once, for good', async () => {
      const begun = await stores.erasures.ask(newRequest());
      await stores.erasures.finish(begun.id, 10);
      await stores.erasures.finish(begun.id, 20);
      expect(await stores.erasures.find(begun.id)).to.include({ finishedAt: 10, place: null });
      expect(await stores.erasures.save(begun, claim([1], 1))).to.equal(null);
    });

    it('and knows those at which nobody is', async () => {
      const [stuck, done] = [newRequest(), newRequest()];
      for (const request of [stuck, done]) await stores.erasures.ask(request);
      await stores.erasures.finish(done.id, 10);
      const ids = await stores.erasures.unfinished(-60_000, 1_000);
      expect(ids).to.include(stuck.id).and.not.include(done.id);
      const moved = present(await stores.erasures.find(stuck.id));
      await stores.erasures.save(moved, claim([], 0));
      expect(await stores.erasures.unfinished(3_600_000, 1_000)).not.to.include(stuck.id);
    });
  });
}
