import { directKeyOf, type TenantId } from '@crosstalk/domain';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { directOf, draftIn, groupOf, LONG_AGO, newUserIds, ownerOf, present } from './sample.js';
import type { MakeStores, StoresUnderTest } from './stores-under-test.js';

const ELSEWHERE = 'elsewhere' as TenantId;

/** How rooms are made, found, named and removed. */
export function roomStoreContract(name: string, makeStores: MakeStores): void {
  describe(`${name} keeps rooms`, () => {
    let stores: StoresUnderTest;
    before(async () => {
      stores = await makeStores();
    });
    after(() => stores.close());

    const newProject = (): number => present(newUserIds(1)[0]);

    it('makes a room with its members', async () => {
      const people = newUserIds(3);
      const { room, members, created } = await stores.rooms.create(groupOf(people));
      expect(created).to.equal(true);
      expect(room).to.include({ type: 'group', title: 'A room', ownerId: people[0], memberCount: 3 });
      expect(room).to.include({ seq: 0, rev: 0, stateRev: 1, createdAt: LONG_AGO, updatedAt: LONG_AGO });
      expect(members.map(({ userId, role }) => [userId, role])).to.deep.equal([
        [people[0], 'owner'],
        [people[1], 'member'],
        [people[2], 'member'],
      ]);
      expect(await stores.rooms.find(room.id)).to.deep.equal(room);
      expect(await stores.members.list(room.id, 10)).to.deep.equal(members);
    });

    it('has one direct room of two people, whoever asks first', async () => {
      const [one, other] = newUserIds(2);
      const answers = await Promise.all([
        stores.rooms.create(directOf(present(one), present(other))),
        stores.rooms.create(directOf(present(other), present(one))),
        stores.rooms.create(directOf(present(one), present(other))),
      ]);
      expect(new Set(answers.map(({ room }) => room.id)).size).to.equal(1);
      expect(answers.filter(({ created }) => created)).to.have.length(1);
      for (const { members } of answers) {
        const [first, second] = members.map(({ userId }) => userId);
        expect(directKeyOf(present(first), present(second))).to.equal(
          directKeyOf(present(one), present(other)),
        );
      }
    });

    it('finds a direct room by its two people in either order', async () => {
      const [one, other, third] = newUserIds(3).map(present);
      const pair = [present(one), present(other)] as const;
      const find = (tenant: TenantId, a = pair[0], b = pair[1]) => stores.rooms.findDirect(tenant, [a, b]);
      const draft = directOf(...pair);
      expect(await find(draft.tenant)).to.equal(null);
      await stores.rooms.create(groupOf(pair));
      expect(await find(draft.tenant)).to.equal(null);
      const { room } = await stores.rooms.create(draft);
      expect(await find(draft.tenant)).to.deep.equal(room);
      expect(await find(draft.tenant, pair[1], pair[0])).to.deep.equal(room);
      expect(await find(draft.tenant, pair[0], present(third))).to.equal(null);
      expect(await find(ELSEWHERE)).to.equal(null);
    });

    it('keeps direct rooms of tenants apart', async () => {
      const [one, other] = newUserIds(2);
      const draft = directOf(present(one), present(other));
      await stores.rooms.create(draft);
      expect((await stores.rooms.create({ ...draft, tenant: ELSEWHERE })).created).to.equal(true);
    });

    it('makes as many groups of the same people as are asked for', async () => {
      const people = newUserIds(2);
      const [one, other] = [
        await stores.rooms.create(groupOf(people)),
        await stores.rooms.create(groupOf(people)),
      ];
      expect(one.room.id).to.not.equal(other.room.id);
    });

    it('has one room of a project', async () => {
      const projectId = newProject();
      const draft = groupOf(newUserIds(2), { type: 'project', projectId });
      const [first, second] = [await stores.rooms.create(draft), await stores.rooms.create(draft)];
      expect([first.created, second.created]).to.deep.equal([true, false]);
      expect(second.room).to.deep.equal(first.room);
      expect(await stores.rooms.findByProject(draft.tenant, projectId)).to.deep.equal(first.room);
      expect(await stores.rooms.findByProject(ELSEWHERE, projectId)).to.equal(null);
    });

    it('finds a group by exactly its people and its title', async () => {
      const people = newUserIds(3);
      const { room } = await stores.rooms.create(groupOf(people));
      const like = (userIds = people, title: string | null = 'A room'): Promise<number | null> =>
        stores.rooms.findGroupLike(room.tenant, userIds, title);
      expect(await like()).to.equal(room.id);
      expect(await like([...people].reverse())).to.equal(room.id);
      expect(await like(people, 'Another')).to.equal(null);
      expect(await like(people, null)).to.equal(null);
      expect(await like(people.slice(1))).to.equal(null);
      expect(await like([...people, ...newUserIds(1)])).to.equal(null);
      expect(await like([...people.slice(1), ...newUserIds(1)])).to.equal(null);
      expect(await stores.rooms.findGroupLike(ELSEWHERE, people, 'A room')).to.equal(null);
    });

    it('tells the counters of rooms that exist', async () => {
      const { room } = await stores.rooms.create(groupOf(newUserIds(2)));
      const heads = await stores.rooms.heads([room.id, (2 ** 50) as never]);
      expect([...heads]).to.deep.equal([[room.id, { seq: 0, rev: 0, stateRev: 1 }]]);
      expect((await stores.rooms.heads([])).size).to.equal(0);
    });

    it('renames a room as a new state of it', async () => {
      const { room } = await stores.rooms.create(groupOf(newUserIds(2)));
      const renamed = await stores.rooms.setTitle(room.id, '$type', LONG_AGO + 1);
      expect(renamed).to.deep.equal({ ...room, title: '$type', stateRev: 2, updatedAt: LONG_AGO + 1 });
      expect((await stores.rooms.setTitle(room.id, null, LONG_AGO + 2))?.title).to.equal(null);
      expect(await stores.rooms.setTitle((2 ** 50) as never, 'x', LONG_AGO)).to.equal(null);
    });

    it('removes a room with all that is in it, once', async () => {
      const created = await stores.rooms.create(groupOf(newUserIds(2)));
      const roomId = created.room.id;
      await stores.members.access(roomId, ownerOf(created));
      const appended = await stores.messages.append(draftIn(roomId, ownerOf(created)), { stateRev: 1 });
      expect(await stores.rooms.delete(roomId)).to.equal(true);
      expect(await stores.rooms.delete(roomId)).to.equal(false);
      expect(await stores.rooms.find(roomId)).to.equal(null);
      expect(await stores.members.access(roomId, ownerOf(created), { fresh: true })).to.equal(null);
      expect(await stores.members.list(roomId, 10)).to.deep.equal([]);
      expect(await stores.messages.page(roomId, { limit: 10, clearedSeq: 0 })).to.deep.equal([]);
      if (appended.outcome === 'stored')
        expect(await stores.messages.find(appended.message.id)).to.equal(null);
    });

    it('remembers how long messages are kept', async () => {
      const { room } = await stores.rooms.create(groupOf(newUserIds(2)));
      expect(room.retentionDays).to.equal(null);
      const kept = present(await stores.rooms.setRetention(room.id, 30, LONG_AGO + 5));
      expect(kept).to.include({ retentionDays: 30, stateRev: 2, updatedAt: LONG_AGO + 5 });
      expect(await stores.rooms.find(room.id)).to.deep.equal(kept);
      expect(await stores.rooms.setRetention(room.id, null, 1)).to.include({ retentionDays: null });
      expect(await stores.rooms.setRetention((2 ** 50) as never, 1, 1)).to.equal(null);
    });

    it('walks all rooms by id', async () => {
      const rooms = [];
      for (let count = 0; count < 3; count += 1) {
        rooms.push((await stores.rooms.create(groupOf(newUserIds(2)))).room);
      }
      rooms.sort((a, b) => a.id - b.id);
      const [first, second] = rooms;
      const walked = await stores.rooms.walk(present(first).id, 1_000);
      expect(walked).to.deep.include(second).and.not.deep.include(first);
      expect(walked.map(({ id }) => id)).to.deep.equal(walked.map(({ id }) => id).sort((a, b) => a - b));
      expect(await stores.rooms.walk(present(first).id, 1)).to.deep.equal([walked[0]]);
    });
  });
}
