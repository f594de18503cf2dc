import type { CreatedRoom, UserId } from '@crosstalk/domain';
import type { Storage } from '@crosstalk/storage';
import { groupOf } from '@crosstalk/testing';
import { expect } from 'chai';
import { after, before, beforeEach, describe, it } from 'mocha';
import { createTestDatabase, type TestDatabase } from './create-test-database.js';

const ANN = 1 as UserId;

describe('Read marks over messages of one’s own', () => {
  let database: TestDatabase;
  let here: Storage;
  let elsewhere: Storage;
  let created: CreatedRoom;
  before(async () => {
    database = await createTestDatabase();
    [here, elsewhere] = [await database.open(), await database.open()];
  });
  after(() => database.drop());
  beforeEach(async () => {
    created = await here.rooms.create(groupOf([ANN, 2 as UserId]));
  });

  const readSeqElsewhere = async (): Promise<number | undefined> =>
    (await elsewhere.members.access(created.room.id, ANN, { fresh: true }))?.member.readSeq;

  it('are stored when everything before was read or cleared, and only then', async () => {
    const { id } = created.room;
    here.members.noteOwnPost(id, ANN, 6);
    await here.members.flush();
    expect(await readSeqElsewhere()).to.equal(0);
    await here.members.clear(id, ANN, { seq: 6, hide: false });
    for (const seq of [7, 9]) here.members.noteOwnPost(id, ANN, seq);
    await here.members.flush();
    expect(await readSeqElsewhere()).to.equal(7);
  });

  it('are stored over what was cleared on another node', async () => {
    const { id } = created.room;
    await here.members.access(id, ANN);
    await elsewhere.members.clear(id, ANN, { seq: 5, hide: true });
    here.members.noteOwnPost(id, ANN, 6);
    await here.members.flush();
    expect(await readSeqElsewhere()).to.equal(6);
  });
});
