import type { CreatedRoom, Message, PageRequest } from '@crosstalk/domain';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { draftIn, groupOf, newUserIds, ownerOf, present } from './sample.js';
import type { MakeStores, StoresUnderTest } from './stores-under-test.js';

const COUNT = 20;

/** How a message log is read: pages, references, heads. */
export function messageReadContract(name: string, makeStores: MakeStores): void {
  describe(`${name} reads messages`, () => {
    let stores: StoresUnderTest;
    let created: CreatedRoom;
    let messages: readonly Message[];
    before(async () => {
      stores = await makeStores();
      created = await stores.rooms.create(groupOf(newUserIds(2)));
      const appended = await Promise.all(
        Array.from({ length: COUNT }, (_, index) =>
          stores.messages.append(draftIn(created.room.id, ownerOf(created), { text: `${index + 1}` }), {
            stateRev: 1,
          }),
        ),
      );
      messages = appended.flatMap((one) => (one.outcome === 'stored' ? [one.message] : []));
    });
    after(() => stores.close());

    const seqs = async (request: Partial<PageRequest>): Promise<number[]> => {
      const page = await stores.messages.page(created.room.id, { limit: 5, clearedSeq: 0, ...request });
      return page.map(({ seq }) => seq);
    };

    it('gives the newest page without a cursor', async () => {
      expect(await seqs({})).to.deep.equal([16, 17, 18, 19, 20]);
      expect(await seqs({ limit: 100 })).to.have.length(COUNT);
    });

    it('pages back from before a message and forth from after it, itself left out', async () => {
      expect(await seqs({ before: 16 })).to.deep.equal([11, 12, 13, 14, 15]);
      expect(await seqs({ before: 3 })).to.deep.equal([1, 2]);
      expect(await seqs({ before: 1 })).to.deep.equal([]);
      expect(await seqs({ after: 2 })).to.deep.equal([3, 4, 5, 6, 7]);
      expect(await seqs({ after: 18 })).to.deep.equal([19, 20]);
      expect(await seqs({ after: 20 })).to.deep.equal([]);
    });

    it('gives the messages around one, itself in the middle', async () => {
      expect(await seqs({ around: 10 })).to.deep.equal([8, 9, 10, 11, 12]);
      expect(await seqs({ around: 10, limit: 4 })).to.deep.equal([8, 9, 10, 11]);
      expect(await seqs({ around: 1 })).to.deep.equal([1, 2, 3]);
      expect(await seqs({ around: 20 })).to.deep.equal([18, 19, 20]);
    });

    it('leaves out what the member has cleared', async () => {
      expect(await seqs({ clearedSeq: 17 })).to.deep.equal([18, 19, 20]);
      expect(await seqs({ clearedSeq: 17, after: 2 })).to.deep.equal([18, 19, 20]);
      expect(await seqs({ clearedSeq: 17, before: 19 })).to.deep.equal([18]);
      expect(await seqs({ clearedSeq: 9, around: 10 })).to.deep.equal([10, 11, 12]);
    });

    it('finds messages by id and nothing else', async () => {
      const [first, second] = messages;
      const ids = [present(second).id, (2 ** 50) as never, present(first).id];
      const found = await stores.messages.findMany(ids);
      expect([...found].sort((a, b) => a.seq - b.seq)).to.deep.equal([first, second]);
      expect(await stores.messages.findMany([])).to.deep.equal([]);
      expect(await stores.messages.find((2 ** 50) as never)).to.equal(null);
    });

    it('gives references of a range that begins after its first number', async () => {
      const refs = await stores.messages.refs(created.room.id, { fromSeq: 3, toSeq: 6, limit: 10 });
      expect(refs).to.deep.equal(
        messages.slice(3, 6).map(({ id, seq, authorId }) => ({ id, seq, authorId })),
      );
      const few = await stores.messages.refs(created.room.id, { fromSeq: 0, toSeq: 20, limit: 2 });
      expect(few.map(({ seq }) => seq)).to.deep.equal([1, 2]);
    });

    it('gives the newest message of each room that has one', async () => {
      const empty = await stores.rooms.create(groupOf(newUserIds(2)));
      const rooms = [
        { id: created.room.id, seq: COUNT },
        { id: empty.room.id, seq: 0 },
      ];
      const newest = await stores.messages.newestOf(rooms);
      expect([...newest]).to.deep.equal([[created.room.id, messages.at(-1)]]);
      expect((await stores.messages.newestOf([])).size).to.equal(0);
    });
  });
}
