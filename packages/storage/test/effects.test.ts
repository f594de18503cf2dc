import type { CreatedRoom, RoomId, UserId } from '@crosstalk/domain';
import type { Storage } from '@crosstalk/storage';
import { draftIn, groupOf } from '@crosstalk/testing';
import { expect } from 'chai';
import { after, before, beforeEach, describe, it } from 'mocha';
import { createConnection } from 'mongoose';
import { createTestDatabase, type TestDatabase } from './create-test-database.js';

const [AUTHOR, READER] = [1 as UserId, 2 as UserId];

describe('The outbox of side effects', () => {
  let database: TestDatabase;
  let storage: Storage;
  let created: CreatedRoom;
  before(async () => {
    database = await createTestDatabase();
    storage = await database.open();
  });
  after(() => database.drop());
  beforeEach(async () => {
    created = await storage.rooms.create(groupOf([AUTHOR, READER]));
  });

  const send = (): Promise<unknown> =>
    storage.messages.append(draftIn(created.room.id, AUTHOR), created.room);
  const dirty = async (olderThanMs = -60_000): Promise<readonly RoomId[]> =>
    (await storage.effects.dirtyRooms(olderThanMs, 100)).map(({ roomId }) => roomId);
  const unreadOf = async (): Promise<readonly number[]> => {
    const connection = await createConnection(database.config.mongodbUrl).asPromise();
    const members = connection.collection<{ room: number; unread: number }>('members');
    const docs = await members.find({ room: created.room.id }).sort({ _id: 1 }).toArray();
    await connection.close();
    return docs.map(({ unread }) => unread);
  };

  it('names rooms that were written to, until their effects are done', async () => {
    expect(await dirty()).to.not.include(created.room.id);
    await send();
    expect(await dirty()).to.include(created.room.id);
    expect(await dirty(60_000)).to.not.include(created.room.id);
    const load = await storage.effects.load(created.room.id);
    expect(load).to.include({ seq: 1, rev: 1, effectsRev: 0 });
    await storage.effects.finish(created.room.id, 1);
    expect(await dirty()).to.not.include(created.room.id);
    expect(await storage.effects.load(created.room.id)).to.include({ rev: 1, effectsRev: 1 });
  });

  it('keeps a room that was written to while its effects ran', async () => {
    await send();
    await send();
    await storage.effects.finish(created.room.id, 1);
    expect(await dirty()).to.include(created.room.id);
    expect(await storage.effects.load(created.room.id)).to.include({ rev: 2, effectsRev: 1 });
  });

  it('never takes back what is done', async () => {
    await send();
    await send();
    await storage.effects.finish(created.room.id, 2);
    await storage.effects.finish(created.room.id, 1);
    expect(await storage.effects.load(created.room.id)).to.include({ effectsRev: 2 });
  });

  it('sets unread counters from the marks, as often as it is asked to', async () => {
    for (let count = 0; count < 3; count += 1) await send();
    await storage.members.markRead(created.room.id, AUTHOR, 3);
    await storage.members.markRead(created.room.id, READER, 1);
    await storage.effects.setUnread(created.room.id);
    await storage.effects.setUnread(created.room.id);
    expect(await unreadOf()).to.deep.equal([0, 2]);
  });

  it('writes read marks of authors when a node closes', async () => {
    const node = await database.open();
    node.members.noteOwnPost(created.room.id, READER, 1);
    await node.close();
    const members = await storage.members.list(created.room.id, 2);
    expect(members.map(({ readSeq }) => readSeq)).to.deep.equal([0, 1]);
  });

  it('knows nothing of a room that is gone', async () => {
    await storage.rooms.delete(created.room.id);
    expect(await storage.effects.load(created.room.id)).to.equal(null);
    await storage.effects.setUnread(created.room.id);
    await storage.effects.finish(created.room.id, 1);
    expect(await dirty()).to.not.include(created.room.id);
  });
});
