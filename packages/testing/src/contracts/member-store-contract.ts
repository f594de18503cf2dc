import type { CreatedRoom, UserId } from '@crosstalk/domain';
import { expect } from 'chai';
import { after, before, beforeEach, describe, it } from 'mocha';
import { draftIn, groupOf, LONG_AGO, newUserIds, present } from './sample.js';
import type { MakeStores, StoresUnderTest } from './stores-under-test.js';

/** Who is in a room, as what, and how far they have read. */
export function memberStoreContract(name: string, makeStores: MakeStores): void {
  describe(`${name} keeps members`, () => {
    let stores: StoresUnderTest;
    let created: CreatedRoom;
    let owner: UserId;
    let second: UserId;
    let third: UserId;
    before(async () => {
      stores = await makeStores();
    });
    after(() => stores.close());
    beforeEach(async () => {
      created = await stores.rooms.create(groupOf(newUserIds(3)));
      [owner, second, third] = created.members.map(({ userId }) => userId) as [UserId, UserId, UserId];
    });

    const roomId = (): CreatedRoom['room']['id'] => created.room.id;

    it('gives access to members and to nobody else', async () => {
      const access = await stores.members.access(roomId(), owner);
      expect(access).to.deep.equal({ room: created.room, member: created.members[0] });
      expect(await stores.members.access(roomId(), present(newUserIds(1)[0]))).to.equal(null);
      expect(await stores.members.access((2 ** 50) as never, owner)).to.equal(null);
    });

    it('adds members as a new state of the room, and leaves those who are there as they are', async () => {
      const [newcomer] = newUserIds(1);
      const people = [
        { userId: present(newcomer), role: 'member' },
        { userId: owner, role: 'member' },
      ] as const;
      const result = present(await stores.members.add(roomId(), people, LONG_AGO + 5));
      expect(result.added.map(({ userId, joinedAt }) => [userId, joinedAt])).to.deep.equal([
        [newcomer, LONG_AGO + 5],
      ]);
      expect(result.room).to.include({ memberCount: 4, stateRev: 2 });
      const access = await stores.members.access(roomId(), present(newcomer), { fresh: true });
      expect(access).to.deep.equal({ room: result.room, member: result.added[0] });
      expect((await stores.members.access(roomId(), owner, { fresh: true }))?.member.role).to.equal('owner');
      expect(await stores.members.add((2 ** 50) as never, people, LONG_AGO)).to.equal(null);
    });

    it('lets nobody add one person twice, however many try at once', async () => {
      const people = [{ userId: present(newUserIds(1)[0]), role: 'member' }] as const;
      const results = await Promise.all(
        Array.from({ length: 4 }, () => stores.members.add(roomId(), people, LONG_AGO)),
      );
      expect(results.flatMap((result) => present(result).added)).to.have.length(1);
      expect((await stores.rooms.find(roomId()))?.memberCount).to.equal(4);
      expect(await stores.members.list(roomId(), 10)).to.have.length(4);
    });

    it('removes members as a new state of the room, so that what they were authorised to is stale', async () => {
      await stores.members.access(roomId(), second);
      const outsider = present(newUserIds(1)[0]);
      const result = present(await stores.members.remove(roomId(), [second, outsider], LONG_AGO + 5));
      expect(result.removed).to.deep.equal([second]);
      expect(result.room).to.include({ memberCount: 2, stateRev: 2 });
      expect(await stores.members.access(roomId(), second, { fresh: true })).to.equal(null);
      const late = await stores.messages.append(draftIn(roomId(), second), { stateRev: 1 });
      expect(late.outcome).to.equal('stale');
      expect(await stores.members.remove((2 ** 50) as never, [second], LONG_AGO)).to.equal(null);
    });

    it('sets roles and the owner in one step', async () => {
      const roles = [
        { userId: second, role: 'owner' },
        { userId: owner, role: 'admin' },
      ] as const;
      const room = present(await stores.members.setRoles(roomId(), roles, LONG_AGO + 5));
      expect(room).to.include({ ownerId: second, stateRev: 2 });
      const members = await stores.members.list(roomId(), 10);
      expect(members.map(({ role }) => role)).to.deep.equal(['admin', 'owner', 'member']);
      expect(await stores.members.setRoles((2 ** 50) as never, roles, LONG_AGO)).to.equal(null);
    });

    it('moves read marks forward only', async () => {
      const mark = (seq: number) => stores.members.markRead(roomId(), second, seq);
      expect(await mark(5)).to.deep.equal({ previousReadSeq: 0, readSeq: 5 });
      expect(await mark(3)).to.deep.equal({ previousReadSeq: 5, readSeq: 5 });
      expect(await mark(9)).to.deep.equal({ previousReadSeq: 5, readSeq: 9 });
      expect((await stores.members.access(roomId(), second, { fresh: true }))?.member.readSeq).to.equal(9);
      expect(await stores.members.markRead(roomId(), present(newUserIds(1)[0]), 1)).to.equal(null);
    });

    it('counts a message as read by its author, yet not the unread ones before it', async () => {
      await stores.members.markRead(roomId(), owner, 2);
      const readSeqNow = async () => (await stores.members.list(roomId(), 1))[0]?.readSeq;
      for (const seq of [3, 4]) stores.members.noteOwnPost(roomId(), owner, seq);
      expect(await readSeqNow()).to.equal(4);
      stores.members.noteOwnPost(roomId(), owner, 6);
      expect(await readSeqNow()).to.equal(4);
      await stores.members.markRead(roomId(), owner, 5);
      stores.members.noteOwnPost(roomId(), owner, 6);
      expect(await readSeqNow()).to.equal(6);
    });

    it('names the furthest readers but one', async () => {
      await stores.members.markRead(roomId(), owner, 3);
      await stores.members.markRead(roomId(), second, 7);
      await stores.members.markRead(roomId(), third, 5);
      expect(await stores.members.furthestReaders(roomId(), second, 2)).to.deep.equal([
        { userId: third, readSeq: 5 },
        { userId: owner, readSeq: 3 },
      ]);
      expect(await stores.members.furthestReaders(roomId(), owner, 1)).to.deep.equal([
        { userId: second, readSeq: 7 },
      ]);
    });

    it('mutes for one member', async () => {
      const muted = await stores.members.setMuted(roomId(), second, true);
      expect(muted?.muted).to.equal(true);
      const members = await stores.members.list(roomId(), 10);
      expect(members.map((member) => member.muted)).to.deep.equal([false, true, false]);
      expect(await stores.members.setMuted(roomId(), present(newUserIds(1)[0]), true)).to.equal(null);
    });

    it('lists first members by joining, of one room and of several', async () => {
      const other = await stores.rooms.create(groupOf([second]));
      expect(await stores.members.list(roomId(), 2)).to.deep.equal(created.members.slice(0, 2));
      const many = await stores.members.listMany([roomId(), other.room.id], 2);
      expect(many.get(roomId())).to.deep.equal(created.members.slice(0, 2));
      expect(many.get(other.room.id)).to.deep.equal(other.members);
      expect((await stores.members.listMany([], 2)).size).to.equal(0);
    });

    it('tells who of some people is a member', async () => {
      const outsider = present(newUserIds(1)[0]);
      const among = await stores.members.among(roomId(), [third, outsider]);
      expect(among.map(({ userId }) => userId)).to.deep.equal([third]);
      expect(await stores.members.among(roomId(), [])).to.deep.equal([]);
      expect([...(await stores.members.userIdsOf(roomId()))].sort()).to.deep.equal(
        [owner, second, third].sort(),
      );
    });

    it('pages through a user’s rooms by their activity', async () => {
      const rooms = [created.room];
      for (const createdAt of [LONG_AGO + 10, LONG_AGO + 20]) {
        rooms.push((await stores.rooms.create(groupOf([second], { createdAt }))).room);
      }
      const ids = async (before?: number): Promise<number[]> => {
        const page = await stores.members.pageOf(second, { before, limit: 2 });
        expect(page.every(({ member }) => member.userId === second)).to.equal(true);
        return page.map(({ room }) => room.id);
      };
      const [first, middle, last] = rooms.map(({ id }) => id);
      expect(await ids()).to.deep.equal([last, middle]);
      expect(await ids(LONG_AGO + 10)).to.deep.equal([first]);
      await stores.messages.append(draftIn(roomId(), second), { stateRev: 1 });
      expect(await ids()).to.deep.equal([first, last]);
      expect((await stores.members.allOf(second)).map((member) => member.roomId).sort()).to.deep.equal(
        [first, middle, last].sort(),
      );
    });

    it('tells whether two people share a room', async () => {
      expect(await stores.members.shareRoom(second, third)).to.equal(true);
      expect(await stores.members.shareRoom(second, present(newUserIds(1)[0]))).to.equal(false);
    });
  });
}
