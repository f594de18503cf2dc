import type { CreatedRoom, Message, MessageId } from '@crosstalk/domain';
import { expect } from 'chai';
import { after, before, beforeEach, describe, it } from 'mocha';
import { draftIn, groupOf, LONG_AGO, newUserIds, ownerOf, present } from './sample.js';
import type { MakeStores, StoresUnderTest } from './stores-under-test.js';

/** How messages are found by their words. */
export function messageSearchContract(name: string, makeStores: MakeStores): void {
  describe(`${name} searches messages`, () => {
    let stores: StoresUnderTest;
    let created: CreatedRoom;
    before(async () => {
      stores = await makeStores();
    });
    after(() => stores.close());
    beforeEach(async () => {
      created = await stores.rooms.create(groupOf(newUserIds(2)));
    });

    const post = async (text: string, minutes = 0): Promise<Message> => {
      const draft = draftIn(created.room.id, ownerOf(created), {
        text,
        createdAt: LONG_AGO + minutes * 60_000,
      });
      const appended = await stores.messages.append(draft, { stateRev: 1 });
      if (appended.outcome !== 'stored') throw new Error(appended.outcome);
      await stores.index([appended.message]);
      return appended.message;
    };
    const search = (query: string, limit = 10): Promise<readonly MessageId[]> =>
      stores.search.search([created.room.id], query, limit);

    it('finds messages that hold every word, the last one by its beginning', async () => {
      const { id } = await post('The quick brown fox, Ёжик!');
      expect(await search('quick')).to.deep.equal([id]);
      expect(await search('FOX bro')).to.deep.equal([id]);
      expect(await search('ежик')).to.deep.equal([id]);
      expect(await search('bro fox')).to.deep.equal([]);
      expect(await search('quick cat')).to.deep.equal([]);
      expect(await search('.*')).to.deep.equal([]);
      expect(await search('')).to.deep.equal([]);
    });

    it('finds the newest first, and no more than asked for', async () => {
      const [old, older, newest] = [await post('tea', 5), await post('tea', 1), await post('tea', 9)];
      expect(await search('tea')).to.deep.equal([newest.id, old.id, older.id]);
      expect(await search('tea', 1)).to.deep.equal([newest.id]);
    });

    it('searches the rooms that are named and no others', async () => {
      await post('secret');
      const other = await stores.rooms.create(groupOf(newUserIds(2)));
      expect(await stores.search.search([other.room.id], 'secret', 10)).to.deep.equal([]);
      expect(await stores.search.search([], 'secret', 10)).to.deep.equal([]);
    });

    it('finds what a message says now', async () => {
      const { id, roomId } = await post('coffee');
      const edited = await stores.messages.change(
        { roomId, id },
        { kind: 'edit', text: 'cocoa', mentions: [] },
        1,
      );
      await stores.index([present(edited).message]);
      expect(await search('coffee')).to.deep.equal([]);
      expect(await search('cocoa')).to.deep.equal([id]);
      const deleted = await stores.messages.change({ roomId, id }, { kind: 'delete' }, 2);
      await stores.index([present(deleted).message]);
      expect(await search('cocoa')).to.deep.equal([]);
    });
  });
}
