import type { CreatedRoom, MemberId, UserId } from '@crosstalk/domain';
import type { Storage } from '@crosstalk/storage';
import { draftIn, groupOf, newUserIds } from '@crosstalk/testing';
import { expect } from 'chai';
import { after, before, beforeEach, describe, it } from 'mocha';
import { createTestDatabase, type TestDatabase } from './create-test-database.js';

describe('Whom to notify', () => {
  let database: TestDatabase;
  let storage: Storage;
  let created: CreatedRoom;
  let people: readonly UserId[];
  before(async () => {
    database = await createTestDatabase();
    storage = await database.open();
  });
  after(() => database.drop());
  beforeEach(async () => {
    people = newUserIds(5);
    created = await storage.rooms.create(groupOf(people));
    for (let seq = 1; seq <= 2; seq += 1) {
      await storage.messages.append(draftIn(created.room.id, people[0] as UserId), created.room);
    }
  });

  it('are the members who have not read up to a message, each once over all pages', async () => {
    const { id } = created.room;
    await storage.members.markRead(id, people[1] as UserId, 2);
    await storage.members.markRead(id, people[2] as UserId, 1);
    const pages: UserId[][] = [];
    for (let last: MemberId | undefined = 0 as MemberId; last !== undefined; ) {
      const page = await storage.notices.unreadMembers(id, { seq: 2, after: last, limit: 2 });
      pages.push(page.map(({ userId }) => userId));
      last = page.at(-1)?.id;
    }
    expect(pages.map(({ length }) => length)).to.deep.equal([2, 2, 0]);
    expect(pages.flat()).to.have.members([people[0], people[2], people[3], people[4]]);
  });

  it('is remembered up to a message, and that never moves back', async () => {
    const { id } = created.room;
    expect(await storage.notices.notifiedSeq(id)).to.equal(0);
    await storage.notices.finish(id, 2);
    await storage.notices.finish(id, 1);
    expect(await storage.notices.notifiedSeq(id)).to.equal(2);
    await storage.rooms.delete(id);
    expect(await storage.notices.notifiedSeq(id)).to.equal(null);
  });
});
