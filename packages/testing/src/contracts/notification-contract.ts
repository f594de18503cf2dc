import type { PushSubscriptionDraft, UserId } from '@crosstalk/domain';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { newUserIds, present } from './sample.js';
import type { MakeStores, StoresUnderTest } from './stores-under-test.js';

let endpoints = 0;

function subscriptionOf(userId: UserId, changes: Partial<PushSubscriptionDraft> = {}): PushSubscriptionDraft {
  endpoints += 1;
  const endpoint = `https://push.example.com/${userId}/${endpoints}`;
  return { userId, endpoint, keys: { p256dh: 'point', auth: 'secret' }, at: endpoints, ...changes };
}

/** Browsers that want to be told, and what people want to be told. */
export function notificationContract(name: string, makeStores: MakeStores): void {
  describe(`${name} keeps push subscriptions and what people want to be told`, () => {
    let stores: StoresUnderTest;
    before(async () => {
      stores = await makeStores();
    });
    after(() => stores.close());

    const person = (): UserId => present(newUserIds(1)[0]);
    const idsOf = async (...userIds: UserId[]): Promise<string[]> =>
      (await stores.pushSubscriptions.ofUsers(userIds)).map(({ id }) => id);

    it('gives a subscription back by its id, which does not hold the endpoint', async () => {
      const draft = subscriptionOf(person());
      await stores.pushSubscriptions.put(draft, 5);
      const [id] = await idsOf(draft.userId);
      const { at: _at, ...expected } = draft;
      expect(await stores.pushSubscriptions.find(present(id))).to.deep.equal({ ...expected, id });
    });

    it('finds those of several people, and none of others', async () => {
      const [ann, bob, cid] = [person(), person(), person()];
      for (const userId of [ann, ann, bob, cid]) {
        await stores.pushSubscriptions.put(subscriptionOf(userId), 5);
      }
      const found = await stores.pushSubscriptions.ofUsers([ann, bob]);
      expect(found.map(({ userId }) => userId).sort()).to.deep.equal([ann, ann, bob].sort());
      expect(await idsOf(person())).to.deep.equal([]);
    });

    it('replaces the one of the same endpoint, put twice at once too, and gives it to who subscribed last', async () => {
      const [ann, bob] = [person(), person()];
      const { endpoint } = subscriptionOf(ann);
      const put = (userId: UserId, auth: string) =>
        stores.pushSubscriptions.put(
          subscriptionOf(userId, { endpoint, keys: { p256dh: 'point', auth } }),
          5,
        );
      await Promise.all([put(ann, 'one'), put(ann, 'one'), put(ann, 'one')]);
      await put(bob, 'two');
      expect(await idsOf(ann)).to.deep.equal([]);
      const [id] = await idsOf(bob);
      expect(present(await stores.pushSubscriptions.find(present(id))).keys.auth).to.equal('two');
    });

    it('keeps the newest of one person', async () => {
      const ann = person();
      const drafts = [1, 2, 3].map((at) => subscriptionOf(ann, { at: 1_000 * at }));
      for (const draft of drafts) await stores.pushSubscriptions.put(draft, 2);
      const kept = await Promise.all((await idsOf(ann)).map((id) => stores.pushSubscriptions.find(id)));
      expect(kept.map((each) => present(each).endpoint).sort()).to.deep.equal(
        drafts.slice(1).map(({ endpoint }) => endpoint),
      );
    });

    it('deletes only the caller’s, and drops any by its id', async () => {
      const [ann, bob] = [person(), person()];
      const draft = subscriptionOf(ann);
      await stores.pushSubscriptions.put(draft, 5);
      await stores.pushSubscriptions.delete(bob, draft.endpoint);
      const [id] = await idsOf(ann);
      expect(id).to.be.a('string');
      await stores.pushSubscriptions.delete(ann, draft.endpoint);
      expect(await idsOf(ann)).to.deep.equal([]);
      await stores.pushSubscriptions.put(draft, 5);
      await stores.pushSubscriptions.drop(present(id));
      expect(await stores.pushSubscriptions.find(present(id))).to.equal(null);
    });

    it('remembers the last settings, and knows nothing of who never set any', async () => {
      const [ann, bob] = [person(), person()];
      await stores.notificationSettings.set(ann, { push: true, email: false });
      await stores.notificationSettings.set(ann, { push: false, email: true });
      const found = await stores.notificationSettings.findMany([ann, bob]);
      expect([...found]).to.deep.equal([[ann, { push: false, email: true }]]);
      await stores.notificationSettings.delete(ann);
      expect((await stores.notificationSettings.findMany([ann])).size).to.equal(0);
    });
  });
}
