import { type CreatedRoom, type Member, type RoomId, type UserId, unreadOf } from '@crosstalk/domain';
import { expect } from 'chai';
import { after, before, beforeEach, describe, it } from 'mocha';
import { draftIn, groupOf, LONG_AGO, newUserIds, present } from './sample.js';
import type { MakeStores, StoresUnderTest } from './stores-under-test.js';

/** What a member does to their own view of rooms: clearing, hiding, showing again. */
export function memberViewContract(name: string, makeStores: MakeStores): void {
  describe(`${name} keeps each member’s own view`, () => {
    let stores: StoresUnderTest;
    let created: CreatedRoom;
    let ann: UserId;
    let bob: UserId;
    before(async () => {
      stores = await makeStores();
    });
    after(() => stores.close());
    beforeEach(async () => {
      created = await stores.rooms.create(groupOf(newUserIds(2)));
      [ann, bob] = created.members.map(({ userId }) => userId) as [UserId, UserId];
    });

    const roomId = (): RoomId => created.room.id;
    const post = async (author = bob, room = created.room): Promise<number> => {
      const appended = await stores.messages.append(draftIn(room.id, author), room);
      if (appended.outcome !== 'stored') throw new Error(appended.outcome);
      return appended.message.seq;
    };
    const clear = (seq: number, hide = false): Promise<Member | null> =>
      stores.members.clear(roomId(), ann, { seq, hide });
    const listOf = async (userId: UserId, limit = 10): Promise<readonly number[]> =>
      (await stores.members.pageOf(userId, { limit })).map(({ room }) => room.id);

    it('clears forward only, for one member', async () => {
      expect(await clear(5)).to.include({ userId: ann, clearedSeq: 5, hiddenSeq: null });
      expect(await clear(3)).to.include({ clearedSeq: 5 });
      expect(await clear(6)).to.include({ clearedSeq: 6 });
      const members = await stores.members.list(roomId(), 10);
      expect(members.map(({ clearedSeq }) => clearedSeq)).to.deep.equal([6, 0]);
      const stranger = present(newUserIds(1)[0]);
      expect(await stores.members.clear(roomId(), stranger, { seq: 1, hide: true })).to.equal(null);
    });

    it('lets what was remembered of a member’s access not outlive clearing and showing', async () => {
      const remembered = async () => (await stores.members.access(roomId(), ann))?.member;
      expect(await remembered()).to.include({ clearedSeq: 0, hiddenSeq: null });
      await clear(2, true);
      expect(await remembered()).to.include({ clearedSeq: 2, hiddenSeq: 2 });
      await stores.members.show(roomId(), ann);
      expect(await remembered()).to.include({ clearedSeq: 2, hiddenSeq: null });
    });

    it('counts a message of one’s own right after clearing as read, and nothing of others', async () => {
      for (let count = 0; count < 3; count += 1) await post();
      await clear(3);
      stores.members.noteOwnPost(roomId(), ann, await post(ann));
      const unread = async (): Promise<number> => {
        const { room, member } = present(await stores.members.access(roomId(), ann, { fresh: true }));
        return unreadOf(room, member);
      };
      expect(await unread()).to.equal(0);
      await post();
      stores.members.noteOwnPost(roomId(), ann, await post(ann));
      expect(await unread()).to.equal(2);
    });

    it('moves the mark over messages of one’s own that were noted before the clearing', async () => {
      await post();
      stores.members.noteOwnPost(roomId(), ann, await post(ann));
      const member = present(await clear(2));
      expect(unreadOf({ seq: 2 }, member)).to.equal(0);
      stores.members.noteOwnPost(roomId(), ann, await post(ann));
      const now = present(await stores.members.access(roomId(), ann, { fresh: true }));
      expect(unreadOf(now.room, now.member)).to.equal(0);
    });

    it('hides a room from one member’s list until the next message', async () => {
      const seq = await post();
      expect((await clear(seq, true))?.hiddenSeq).to.equal(seq);
      expect(await listOf(ann)).to.deep.equal([]);
      expect(await listOf(bob)).to.deep.equal([roomId()]);
      expect((await stores.members.allOf(ann)).map((member) => member.roomId)).to.deep.equal([roomId()]);
      await post();
      expect(await listOf(ann)).to.deep.equal([roomId()]);
    });

    it('hides a room in which nothing was ever written', async () => {
      await clear(0, true);
      expect(await listOf(ann)).to.deep.equal([]);
      await post();
      expect(await listOf(ann)).to.deep.equal([roomId()]);
    });

    it('keeps a room hidden when an older wish to hide it comes late', async () => {
      await post();
      await clear(await post(), true);
      expect(await clear(1, true)).to.include({ clearedSeq: 2, hiddenSeq: 2 });
      expect(await listOf(ann)).to.deep.equal([]);
    });

    it('fills pages of the list although rooms between are hidden', async () => {
      const rooms = [created.room];
      for (let count = 1; count <= 4; count += 1) {
        const draft = groupOf([ann], { createdAt: LONG_AGO + count * 10 });
        rooms.push((await stores.rooms.create(draft)).room);
      }
      const ids = rooms.map(({ id }) => id);
      for (const index of [2, 4]) {
        await stores.members.clear(present(ids[index]), ann, { seq: 0, hide: true });
      }
      expect(await listOf(ann, 2)).to.deep.equal([ids[3], ids[1]]);
      const page = { before: LONG_AGO + 30, limit: 2 };
      const older = await stores.members.pageOf(ann, page);
      expect(older.map(({ room }) => room.id)).to.deep.equal([ids[1], ids[0]]);
    });

    it('shows a hidden room again, and says when there was nothing to show', async () => {
      expect(await stores.members.show(roomId(), ann)).to.equal(null);
      await clear(await post(), true);
      expect(await stores.members.show(roomId(), ann)).to.include({ clearedSeq: 1, hiddenSeq: null });
      expect(await listOf(ann)).to.deep.equal([roomId()]);
      expect(await stores.members.show(roomId(), ann)).to.equal(null);
      expect(await stores.members.show(roomId(), present(newUserIds(1)[0]))).to.equal(null);
    });

    it('lets what is gone be gone for every member, and for those who come later', async () => {
      const [ann, bob, cyd] = newUserIds(3) as [UserId, UserId, UserId];
      const { room } = await stores.rooms.create(groupOf([ann, bob]));
      for (let count = 0; count < 4; count += 1) {
        await stores.messages.append(draftIn(room.id, ann), { stateRev: 1 });
      }
      await stores.members.clear(room.id, bob, { seq: 3, hide: false });
      await stores.members.clearForAll(room.id, 2);
      await stores.members.clearForAll(room.id, 1);
      const clearedOf = async (userId: UserId): Promise<number> =>
        present(await stores.members.access(room.id, userId, { fresh: true })).member.clearedSeq;
      expect([await clearedOf(ann), await clearedOf(bob)]).to.deep.equal([2, 3]);
      await stores.members.add(room.id, [{ userId: cyd, role: 'member' }], LONG_AGO);
      const { room: now, member } = present(await stores.members.access(room.id, cyd, { fresh: true }));
      expect(member.clearedSeq).to.equal(2);
      expect(unreadOf(now, member)).to.equal(2);
    });
  });
}
