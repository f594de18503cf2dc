import type { RoomId, UserId } from '@crosstalk/domain';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { draftIn, groupOf, LONG_AGO, newUserIds } from './sample.js';
import type { MakeStores, StoresUnderTest } from './stores-under-test.js';

/** Who shares rooms with whom. */
export function partnersContract(name: string, makeStores: MakeStores): void {
  describe(`${name} names the people who share rooms with somebody`, () => {
    let stores: StoresUnderTest;
    before(async () => {
      stores = await makeStores();
    });
    after(() => stores.close());

    const sorted = (ids: readonly UserId[]): readonly UserId[] => [...ids].sort((a, b) => a - b);
    const roomOf = async (people: readonly UserId[], age: number): Promise<RoomId> =>
      (await stores.rooms.create(groupOf(people, { createdAt: LONG_AGO + age }))).room.id;

    it('each once, of small rooms only, and without that person', async () => {
      const [ann, bob, cyd, dan, ...crowd] = newUserIds(9) as [UserId, UserId, UserId, UserId, ...UserId[]];
      await roomOf([ann, bob, cyd], 1);
      await roomOf([ann, bob, dan], 2);
      await roomOf([ann, ...crowd], 3);
      await roomOf([bob, ...crowd], 4);
      const partners = await stores.members.partnersOf(ann, { roomMembers: 5, limit: 100 });
      expect(sorted(partners)).to.deep.equal(sorted([bob, cyd, dan]));
      const all = await stores.members.partnersOf(ann, { roomMembers: 6, limit: 100 });
      expect(sorted(all)).to.deep.equal(sorted([bob, cyd, dan, ...crowd]));
      const [loner] = newUserIds(1) as [UserId];
      expect(await stores.members.partnersOf(loner, { roomMembers: 5, limit: 100 })).to.deep.equal([]);
    });

    it('of the rooms with the newest activity first, as many as are wanted', async () => {
      const [ann, ...others] = newUserIds(7) as [UserId, ...UserId[]];
      const oldest = await roomOf([ann, ...others.slice(0, 2)], 1);
      await roomOf([ann, ...others.slice(2, 4)], 2);
      await roomOf([ann, ...others.slice(4, 6)], 3);
      const first = async (limit: number): Promise<readonly UserId[]> =>
        sorted(await stores.members.partnersOf(ann, { roomMembers: 10, limit }));
      expect(await first(2)).to.deep.equal(sorted(others.slice(4, 6)));
      expect(await first(4)).to.deep.equal(sorted(others.slice(2, 6)));
      await stores.messages.append(draftIn(oldest, ann), { stateRev: 1 });
      expect(await first(2)).to.deep.equal(sorted(others.slice(0, 2)));
    });

    it('no more when they left', async () => {
      const [ann, bob] = newUserIds(2) as [UserId, UserId];
      const room = await roomOf([ann, bob], 1);
      await stores.members.remove(room, [bob], LONG_AGO);
      expect(await stores.members.partnersOf(ann, { roomMembers: 5, limit: 5 })).to.deep.equal([]);
      expect(await stores.members.partnersOf(bob, { roomMembers: 5, limit: 5 })).to.deep.equal([]);
    });
  });
}
