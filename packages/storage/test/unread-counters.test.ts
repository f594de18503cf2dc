import type { CreatedRoom, RoomId, UserId } from '@crosstalk/domain';
import type { Storage } from '@crosstalk/storage';
import { draftIn, groupOf } from '@crosstalk/testing';
import { expect } from 'chai';
import { after, before, beforeEach, describe, it } from 'mocha';
import { type Connection, createConnection } from 'mongoose';
import { createTestDatabase, type TestDatabase } from './create-test-database.js';

const [AUTHOR, READER, LATE] = [1 as UserId, 2 as UserId, 3 as UserId];

describe('Stored unread counters', () => {
  let database: TestDatabase;
  let storage: Storage;
  let connection: Connection;
  let created: CreatedRoom;
  before(async () => {
    database = await createTestDatabase();
    storage = await database.open();
    connection = await createConnection(database.config.mongodbUrl).asPromise();
  });
  after(async () => {
    await connection.close();
    await database.drop();
  });
  beforeEach(async () => {
    created = await storage.rooms.create(groupOf([AUTHOR, READER]));
  });

  const members = () => connection.collection<{ room: number; unread: number }>('members');
  const send = () => storage.messages.append(draftIn(created.room.id, AUTHOR), created.room);
  const sendMany = (count: number) => Promise.all(Array.from({ length: count }, send));
  const unread = async (room = created.room.id): Promise<readonly number[]> =>
    (await members().find({ room }).sort({ _id: 1 }).toArray()).map((member) => member.unread);
  /** As the job of the room does. */
  const doEffects = async (room = created.room.id): Promise<void> => {
    await storage.effects.setUnread(room);
    const { rev } = (await storage.effects.load(room)) ?? { rev: 0 };
    await storage.effects.finish(room, rev);
  };
  const mendAll = async (step = 3): Promise<number> => {
    let mended = 0;
    for (let after: RoomId | null = 0 as RoomId; after !== null; ) {
      const batch: Awaited<ReturnType<typeof storage.effects.mendUnread>> = await storage.effects.mendUnread(
        after,
        step,
      );
      mended += batch.mended;
      after = batch.lastRoomId;
    }
    return mended;
  };

  it('follow a read mark without a job of the room', async () => {
    await sendMany(5);
    await doEffects();
    expect(await unread()).to.deep.equal([5, 5]);
    await storage.members.markRead(created.room.id, READER, 3);
    expect(await unread()).to.deep.equal([5, 2]);
    await storage.members.markRead(created.room.id, READER, 1);
    expect(await unread()).to.deep.equal([5, 2]);
  });

  it('follow what somebody clears, and marks of authors', async () => {
    await sendMany(5);
    await doEffects();
    await storage.members.clear(created.room.id, READER, { seq: 4, hide: true });
    const node = await database.open();
    for (let seq = 1; seq <= 5; seq++) node.members.noteOwnPost(created.room.id, AUTHOR, seq);
    await node.close();
    expect(await unread()).to.deep.equal([0, 1]);
  });

  it('stay right when a read mark is ahead of the last job', async () => {
    await sendMany(2);
    await doEffects();
    await sendMany(4);
    await storage.members.markRead(created.room.id, READER, 5);
    expect(await unread()).to.deep.equal([2, 0]);
    await doEffects();
    expect(await unread()).to.deep.equal([6, 1]);
  });

  it('begin with all of the room for somebody who joins it', async () => {
    await sendMany(4);
    await storage.members.add(created.room.id, [{ userId: LATE, role: 'member' }], Date.now());
    expect((await unread()).at(-1)).to.equal(4);
  });

  it('are exact after sends, reads and jobs at once', async () => {
    const reads = Array.from({ length: 40 }, (_, index) =>
      storage.members.markRead(created.room.id, READER, index),
    );
    const jobs = Array.from({ length: 10 }, () => doEffects());
    await Promise.all([sendMany(60), ...reads, ...jobs]);
    await doEffects();
    await storage.members.markRead(created.room.id, READER, 55);
    expect(await unread()).to.deep.equal([60, 5]);
  });

  it('are mended when they are wrong, counted, and left alone when they are right', async () => {
    const rooms: RoomId[] = [];
    for (let count = 0; count < 7; count++) {
      created = await storage.rooms.create(groupOf([AUTHOR, READER]));
      rooms.push(created.room.id);
      await sendMany(2);
      await doEffects();
    }
    await mendAll();
    await members().updateMany({ room: { $in: rooms } }, { $set: { unread: 99 } });
    await members().updateMany({ room: rooms[0] as number }, { $unset: { unread: true } });
    expect(await mendAll()).to.equal(14);
    for (const room of rooms) expect(await unread(room)).to.deep.equal([2, 2]);
    expect(await mendAll()).to.equal(0);
  });

  it('are left to the job of the room where one is due', async () => {
    await sendMany(3);
    await mendAll();
    expect(await unread()).to.deep.equal([0, 0]);
    await doEffects();
    expect(await unread()).to.deep.equal([3, 3]);
  });

  it('are right after a room was written to, and its job ran, while it was mended', async () => {
    await sendMany(1);
    await doEffects();
    await members().updateMany({ room: created.room.id }, { $set: { unread: 99 } });
    const writing = (async () => {
      for (let round = 0; round < 20; round++) {
        await send();
        await doEffects();
      }
    })();
    const mending = (async () => {
      for (let round = 0; round < 20; round++) await mendAll(1000);
    })();
    await Promise.all([writing, mending]);
    const dirty = await storage.effects.dirtyRooms(-60_000, 1000);
    if (dirty.some(({ roomId }) => roomId === created.room.id)) await doEffects();
    expect(await unread()).to.deep.equal([21, 21]);
  });
});
