import type { Appended, CreatedRoom, Message, MessageDraft } from '@crosstalk/domain';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { draftIn, groupOf, newUserIds, ownerOf, present } from './sample.js';
import type { MakeStores, StoresUnderTest } from './stores-under-test.js';

function stored(appended: Appended): Message {
  if (appended.outcome !== 'stored') throw new Error(`outcome ${appended.outcome}`);
  return appended.message;
}

/** How a message log takes new messages: numbering, guard, retries. */
export function messageAppendContract(name: string, makeStores: MakeStores): void {
  describe(`${name} appends messages`, () => {
    let stores: StoresUnderTest;
    before(async () => {
      stores = await makeStores();
    });
    after(() => stores.close());

    const newRoom = (): Promise<CreatedRoom> => stores.rooms.create(groupOf(newUserIds(3)));
    const append = (draft: MessageDraft, stateRev = 1): Promise<Appended> =>
      stores.messages.append(draft, { stateRev });

    it('numbers the messages of a room from 1 without a gap, in the order of the calls', async () => {
      const created = await newRoom();
      const texts = Array.from({ length: 50 }, (_, index) => `message ${index}`);
      const appended = await Promise.all(
        texts.map((text) => append(draftIn(created.room.id, ownerOf(created), { text }))),
      );
      expect(appended.map((one) => stored(one).seq)).to.deep.equal(texts.map((_, index) => index + 1));
      expect(appended.map((one) => stored(one).rev)).to.deep.equal(texts.map((_, index) => index + 1));
      const page = await stores.messages.page(created.room.id, { limit: 100, clearedSeq: 0 });
      expect(page.map(({ text }) => text)).to.deep.equal(texts);
    });

    it('gives every message an id of its own, in every room', async () => {
      const rooms = await Promise.all([newRoom(), newRoom()]);
      const appended = await Promise.all(
        rooms.flatMap((room) =>
          Array.from({ length: 20 }, () => append(draftIn(room.room.id, ownerOf(room)))),
        ),
      );
      expect(new Set(appended.map((one) => stored(one).id)).size).to.equal(40);
    });

    it('keeps everything that the draft says', async () => {
      const created = await newRoom();
      const [first, second] = created.members;
      const quoted = stored(await append(draftIn(created.room.id, ownerOf(created))));
      const draft = draftIn(created.room.id, present(first).userId, {
        text: '$text {"$gt": 0} 👋',
        fileIds: [7, 9] as never,
        replyToId: quoted.id,
        mentions: [present(second).userId],
        clientId: '$id',
        createdAt: 1_600_000_000_123,
      });
      const message = stored(await append(draft));
      expect(message).to.deep.equal({
        ...draft,
        id: message.id,
        seq: 2,
        rev: 2,
        reactions: [],
        editedAt: null,
        deletedAt: null,
      });
      expect(await stores.messages.find(message.id)).to.deep.equal(message);
    });

    it('moves the counters and the activity of the room', async () => {
      const created = await newRoom();
      const roomId = created.room.id;
      await append(draftIn(roomId, ownerOf(created)));
      expect((await stores.rooms.heads([roomId])).get(roomId)).to.deep.equal({ seq: 1, rev: 1, stateRev: 1 });
      const room = present(await stores.rooms.find(roomId));
      expect(room.seq).to.equal(1);
      expect(room.updatedAt).to.be.above(created.room.updatedAt);
    });

    it('stores nothing when the room is in another state than the one authorised against', async () => {
      const created = await newRoom();
      const draft = draftIn(created.room.id, ownerOf(created), { clientId: 'a' });
      expect(await append(draft, 0)).to.deep.equal({ outcome: 'stale' });
      expect(await append(draft, 2)).to.deep.equal({ outcome: 'stale' });
      const head = present((await stores.rooms.heads([created.room.id])).get(created.room.id));
      expect(head).to.deep.equal({ seq: 0, rev: 0, stateRev: 1 });
      expect((await append(draft)).outcome).to.equal('stored');
    });

    it('takes up to date and stale drafts that arrive together each for itself', async () => {
      const created = await newRoom();
      const draft = draftIn(created.room.id, ownerOf(created));
      const outcomes = await Promise.all([append(draft), append(draft, 2), append(draft), append(draft, 0)]);
      expect(outcomes.map(({ outcome }) => outcome)).to.deep.equal(['stored', 'stale', 'stored', 'stale']);
    });

    it('says stale for a room that is not there', async () => {
      const created = await newRoom();
      await stores.rooms.delete(created.room.id);
      const appended = await append(draftIn(created.room.id, ownerOf(created)));
      expect(appended).to.deep.equal({ outcome: 'stale' });
    });

    it('answers a retry with the message of the first try', async () => {
      const created = await newRoom();
      const draft = draftIn(created.room.id, ownerOf(created), { clientId: 'retry', text: 'first' });
      const message = stored(await append(draft));
      const retried = await append({ ...draft, text: 'something else' });
      expect(retried).to.deep.equal({ outcome: 'duplicate', message });
      const page = await stores.messages.page(created.room.id, { limit: 10, clearedSeq: 0 });
      expect(page).to.have.length(1);
    });

    it('stores one of several drafts with one client id that arrive together', async () => {
      const created = await newRoom();
      const draft = draftIn(created.room.id, ownerOf(created), { clientId: 'together' });
      const appended = await Promise.all([append(draft), append(draft), append(draft)]);
      const outcomes = appended.map(({ outcome }) => outcome);
      expect(outcomes).to.deep.equal(['stored', 'duplicate', 'duplicate']);
      const ids = appended.map((one) => (one.outcome === 'stale' ? 0 : one.message.id));
      expect(new Set(ids).size).to.equal(1);
    });

    it('knows client ids by author and by room', async () => {
      const [one, other] = await Promise.all([newRoom(), newRoom()]);
      const [first, second] = one.members;
      const drafts = [
        draftIn(one.room.id, present(first).userId, { clientId: 'same' }),
        draftIn(one.room.id, present(second).userId, { clientId: 'same' }),
        draftIn(other.room.id, present(first).userId, { clientId: 'same' }),
      ];
      const appended = await Promise.all(drafts.map((draft) => append(draft)));
      expect(appended.map(({ outcome }) => outcome)).to.deep.equal(['stored', 'stored', 'stored']);
    });

    it('stores every draft that has no client id', async () => {
      const created = await newRoom();
      const draft = draftIn(created.room.id, ownerOf(created));
      const appended = await Promise.all([append(draft), append(draft)]);
      expect(appended.map((one) => stored(one).seq)).to.deep.equal([1, 2]);
    });

    it('still knows the client id of a message that was deleted', async () => {
      const created = await newRoom();
      const draft = draftIn(created.room.id, ownerOf(created), { clientId: 'deleted' });
      const { id, roomId } = stored(await append(draft));
      await stores.messages.change({ roomId, id }, { kind: 'delete' }, 5);
      const retried = await append(draft);
      expect(retried.outcome).to.equal('duplicate');
      if (retried.outcome === 'duplicate') expect(retried.message.deletedAt).to.equal(5);
    });
  });
}
