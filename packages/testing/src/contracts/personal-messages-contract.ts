import type { CreatedRoom, Message, MessageDraft, UserId } from '@crosstalk/domain';
import { expect } from 'chai';
import { after, before, beforeEach, describe, it } from 'mocha';
import { draftIn, groupOf, newUserIds, present } from './sample.js';
import type { MakeStores, StoresUnderTest } from './stores-under-test.js';

/** How a message log finds what is somebody's, and lets go of it. */
export function personalMessagesContract(name: string, makeStores: MakeStores): void {
  describe(`${name} knows what is somebody’s`, () => {
    let stores: StoresUnderTest;
    let ann: UserId;
    let bob: UserId;
    let rooms: readonly CreatedRoom[];
    before(async () => {
      stores = await makeStores();
    });
    after(() => stores.close());
    beforeEach(async () => {
      [ann, bob] = newUserIds(2) as [UserId, UserId];
      rooms = [
        await stores.rooms.create(groupOf([ann, bob])),
        await stores.rooms.create(groupOf([ann, bob])),
      ];
    });

    const post = async (at: number, author: UserId, draft: Partial<MessageDraft> = {}): Promise<Message> => {
      const { room } = present(rooms[at]);
      const appended = await stores.messages.append(draftIn(room.id, author, draft), { stateRev: 1 });
      if (appended.outcome !== 'stored') throw new Error(appended.outcome);
      return appended.message;
    };
    const idsOf = (messages: readonly Message[]): readonly number[] => messages.map(({ id }) => id);
    const ascending = (messages: readonly Message[]): readonly number[] =>
      [...idsOf(messages)].sort((a, b) => a - b);

    it('among what was written, page by page', async () => {
      const own = [await post(0, ann), await post(1, ann), await post(0, ann)];
      await post(0, bob);
      const all = ascending(own);
      expect(idsOf(await stores.messages.byAuthor(ann, { limit: 10 }))).to.deep.equal(all);
      expect(idsOf(await stores.messages.byAuthor(ann, { limit: 2 }))).to.deep.equal(all.slice(0, 2));
      const rest = await stores.messages.byAuthor(ann, { after: all[0] as never, limit: 10 });
      expect(idsOf(rest)).to.deep.equal(all.slice(1));
    });

    it('among what names them, and forgets that', async () => {
      const mentioned = await post(0, bob, { text: 'hi', mentions: [bob, ann] });
      const reacted = await post(1, bob);
      await post(0, bob, { mentions: [bob] });
      for (const [userId, emoji] of [
        [ann, '👍'],
        [bob, '👍'],
        [ann, '🎉'],
      ] as const) {
        await stores.messages.change(reacted, { kind: 'react', userId, emoji, on: true }, 1);
      }
      const naming = await stores.messages.naming(ann, { limit: 10 });
      expect(idsOf(naming)).to.deep.equal(ascending([mentioned, reacted]));
      expect(idsOf(await stores.messages.naming(ann, { limit: 1 }))).to.deep.equal(idsOf(naming).slice(0, 1));
      const after = present(naming[0]).id;
      expect(idsOf(await stores.messages.naming(ann, { after, limit: 9 }))).to.deep.equal(
        idsOf(naming).slice(1),
      );

      const changes = [mentioned, reacted].map((target) =>
        stores.messages.change(target, { kind: 'forget', userId: ann }, 5),
      );
      const [one, two] = (await Promise.all(changes)).map((changed) => present(changed).message);
      expect(one).to.deep.equal({ ...mentioned, mentions: [bob], rev: present(one).rev });
      expect(present(one).rev).to.be.above(mentioned.rev);
      expect(present(two).reactions).to.deep.equal([{ emoji: '👍', userIds: [bob] }]);
      expect(await stores.messages.naming(ann, { limit: 10 })).to.deep.equal([]);
    });

    it('and removes messages for good, whose numbers nobody gets again', async () => {
      const gone = [await post(0, ann, { text: 'needle' }), await post(0, ann)];
      const stays = await post(0, bob);
      await stores.index([...gone, stays]);
      const roomId = present(rooms[0]).room.id;
      await stores.messages.remove(present(rooms[1]).room.id, [present(gone[0]).id]);
      expect(await stores.messages.find(present(gone[0]).id), 'of another room').not.to.equal(null);
      await stores.messages.remove(
        roomId,
        gone.map(({ id }) => id),
      );
      expect(await stores.messages.findMany(gone.map(({ id }) => id))).to.deep.equal([]);
      expect(await stores.search.search([roomId], 'needle', 5)).to.deep.equal([]);
      expect(await stores.messages.page(roomId, { limit: 9, clearedSeq: 0 })).to.deep.equal([stays]);
      expect(await post(0, ann)).to.include({ seq: 4, rev: 4 });
    });
  });
}
