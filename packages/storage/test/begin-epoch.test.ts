import { randomUUID } from 'node:crypto';
import {
  DEFAULT_TENANT,
  firstRevAfterEpoch,
  type Message,
  type Room,
  type RoomId,
  type UserId,
} from '@crosstalk/domain';
import type { Storage } from '@crosstalk/storage';
import { draftIn, groupOf, newUserIds, present } from '@crosstalk/testing';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { type Connection, createConnection } from 'mongoose';
import { createTestDatabase, type TestDatabase } from './create-test-database.js';

const SKIPPED = 5_000;
/** More than one batch of rooms. */
const MANY = 520;

describe('A database that begins a new epoch', () => {
  let database: TestDatabase;
  let storage: Storage;
  let ann: UserId;
  beforeEach(async () => {
    database = await createTestDatabase();
    storage = await database.open();
    ann = newUserIds(1)[0] as UserId;
  });
  afterEach(() => database.drop());

  const begin = async (keepSessions = false): Promise<readonly string[]> => {
    const lines: string[] = [];
    await storage.beginEpoch({ skippedIds: SKIPPED, keepSessions, log: (line) => lines.push(line) });
    return lines;
  };
  const roomNow = async ({ id }: Room): Promise<Room> => present(await storage.rooms.find(id));
  const post = async (room: Room, node = storage): Promise<Message> => {
    const appended = await node.messages.append(draftIn(room.id, ann), await roomNow(room));
    if (appended.outcome !== 'stored') throw new Error(appended.outcome);
    return appended.message;
  };

  it('goes on with the next seq, a rev of the new epoch, and ids that nobody has had', async () => {
    const { room } = await storage.rooms.create(groupOf([ann]));
    const { room: silent } = await storage.rooms.create(groupOf([ann]));
    const last = [await post(room), await post(room)].at(-1) as Message;
    await begin();
    const node = await database.open();
    const next = await post(room, node);
    expect(next.seq).to.equal(last.seq + 1);
    expect(next.rev).to.equal(firstRevAfterEpoch(0) + 1);
    expect(next.id).to.be.above(last.id + SKIPPED - 1_000);
    expect((await node.rooms.create(groupOf([ann]))).room.id).to.be.above(silent.id + SKIPPED - 1_000);
    expect((await roomNow(silent)).rev).to.equal(firstRevAfterEpoch(0));
    expect((await roomNow(silent)).stateRev).to.equal(firstRevAfterEpoch(0));
  });

  it('refuses a send that was authorised before', async () => {
    const { room } = await storage.rooms.create(groupOf([ann]));
    await begin();
    const appended = await storage.messages.append(draftIn(room.id, ann), room);
    expect(appended.outcome).to.equal('stale');
  });

  it('begins one more each time', async () => {
    const { room } = await storage.rooms.create(groupOf([ann]));
    await begin();
    await post(room);
    await begin();
    expect((await roomNow(room)).rev).to.equal(2 * firstRevAfterEpoch(0));
    expect((await post(room)).seq).to.equal(2);
  });

  it('counts messages in that the room does not know of, since the backup took a while', async () => {
    const { room } = await storage.rooms.create(groupOf([ann]));
    for (let count = 0; count < 3; count += 1) await post(room);
    await withRooms((rooms) => rooms.updateOne({ _id: room.id }, { $set: { seq: 1, rev: 1 } }));
    await begin();
    expect((await post(room)).seq).to.equal(4);
  });

  it('reaches every room, however many there are', async () => {
    const { room } = await storage.rooms.create(groupOf([ann]));
    await withRooms(async (rooms) => {
      const like = present(await rooms.findOne({ _id: room.id }));
      await rooms.insertMany(
        Array.from({ length: MANY }, (_, index) => ({ ...like, _id: (room.id + index + 1) as RoomId })),
      );
    });
    expect(await begin()).to.include(`${MANY + 1} rooms are in a new epoch`);
    await withRooms(async (rooms) => {
      expect(await rooms.countDocuments({ rev: firstRevAfterEpoch(0) })).to.equal(MANY + 1);
    });
  });

  it('has who was erased since the backup erased again, and leaves finished erasures alone', async () => {
    const lost = await createTestDatabase();
    try {
      const before = await lost.open();
      const [again, running, done] = newUserIds(3) as [UserId, UserId, UserId];
      const ask = (node: Storage, userId: UserId) =>
        node.erasures.ask({
          ...{ id: randomUUID(), tenant: DEFAULT_TENANT, userId, askedBy: userId },
          ...{ messages: 'delete' as const, askedAt: 5 },
        });
      for (const userId of [again, running, done]) {
        await before.erasures.finish((await ask(before, userId)).id, 6);
      }
      await ask(storage, running);
      await storage.erasures.finish((await ask(storage, done)).id, 6);
      const lines: string[] = [];
      await storage.beginEpoch({
        ...{ skippedIds: SKIPPED, keepSessions: true, erasuresUrl: lost.config.mongodbUrl },
        log: (line) => lines.push(line),
      });
      expect(lines).to.include('2 people will be erased again');
      const due = await storage.erasures.unfinished(0, 10);
      const users = await Promise.all(due.map(async (id) => present(await storage.erasures.find(id)).userId));
      expect([...users].sort()).to.deep.equal([again, running].sort());
    } finally {
      await lost.drop();
    }
  });

  it('ends every session, unless they are to be kept', async () => {
    const save = async (): Promise<string> => {
      const hash = randomUUID();
      const expiresAt = Date.now() + 3_600_000;
      await storage.refreshTokenStore.save({ hash, family: randomUUID(), userId: ann, expiresAt });
      return hash;
    };
    const kept = await save();
    await begin(true);
    expect(await storage.refreshTokenStore.use(kept, Date.now())).to.include({ userId: ann });
    const ended = await save();
    expect(await begin()).to.include('2 refresh tokens are revoked: everybody logs in again');
    expect(await storage.refreshTokenStore.use(ended, Date.now())).to.equal(null);
  });

  async function withRooms(work: (rooms: ReturnType<typeof roomsOf>) => Promise<unknown>): Promise<void> {
    const connection = await createConnection(database.config.mongodbUrl).asPromise();
    await work(roomsOf(connection)).finally(() => connection.close());
  }
});

function roomsOf(connection: Connection) {
  return connection.collection<{ readonly _id: number; readonly [field: string]: unknown }>('rooms');
}
