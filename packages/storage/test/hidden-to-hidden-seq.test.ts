import type { UserId } from '@crosstalk/domain';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { type Connection, createConnection, type mongo } from 'mongoose';
import { createTestDatabase, type TestDatabase } from './create-test-database.js';
import { planFaults } from './explain-command.js';
import { recordCommands } from './record-commands.js';

interface OldMember extends mongo.Document {
  readonly _id: number;
}

const ROOM = { id: 11, seq: 7 };
const MEMBERS = 2_300;
const HIDES_EVERY = 10;
const ANN = 1 as UserId;

/** A member as the version before `hiddenSeq` stored it, written out by hand. */
function oldMember(user: number): OldMember {
  const hidden = user % HIDES_EVERY === 0;
  const place = { room: ROOM.id, user, role: 'member', readSeq: 3, clearedSeq: 0 };
  return { _id: user, ...place, hidden, muted: false, unread: 4, joinedAt: new Date(5) };
}

describe('A database in which a room was hidden by a flag', () => {
  let database: TestDatabase;
  let connection: Connection;
  const members = () => connection.collection<OldMember>('members');
  const records = () => connection.collection<OldMember & { _id: never }>('migrations');

  beforeEach(async () => {
    database = await createTestDatabase();
    connection = await createConnection(database.config.mongodbUrl).asPromise();
    await records().deleteMany({});
    const room = { tenant: 'default', type: 'group', title: 'Old', ownerId: null, memberCount: MEMBERS };
    const counters = { seq: ROOM.seq, rev: 9, stateRev: 1, effectsRev: 9 };
    const times = { createdAt: new Date(1), updatedAt: new Date(2) };
    await connection
      .collection<OldMember>('rooms')
      .insertOne({ _id: ROOM.id, ...room, ...counters, ...times });
    await members().insertMany(Array.from({ length: MEMBERS }, (_, index) => oldMember(index + 1)));
  });
  afterEach(async () => {
    await connection.close();
    await database.drop();
  });

  const migrate = async (log: (line: string) => void = () => undefined): Promise<void> =>
    (await database.open()).migrate({ log });
  const countOf = (filter: mongo.Document): Promise<number> => members().countDocuments(filter);
  const expectMigrated = async (): Promise<void> => {
    expect(await countOf({ hidden: true, hiddenSeq: ROOM.seq })).to.equal(MEMBERS / HIDES_EVERY);
    expect(await countOf({ hidden: false, hiddenSeq: { $type: 'null' } })).to.equal(
      MEMBERS - MEMBERS / HIDES_EVERY,
    );
  };

  it('hides it up to its newest message afterwards, and keeps everything else', async () => {
    await migrate();
    await expectMigrated();
    expect(await members().findOne({ user: ANN })).to.deep.equal({ ...oldMember(ANN), hiddenSeq: null });
    const node = await database.open();
    const listOf = async (user: number): Promise<number> =>
      (await node.members.pageOf(user as UserId, { limit: 5 })).length;
    expect([await listOf(1), await listOf(HIDES_EVERY)]).to.deep.equal([1, 0]);
    await connection.collection<OldMember>('rooms').updateOne({ _id: ROOM.id }, { $inc: { seq: 1 } });
    expect(await listOf(HIDES_EVERY)).to.equal(1);
  });

  it('may be read before, with hidden rooms in the list', async () => {
    const node = await database.open();
    const [place] = await node.members.pageOf(HIDES_EVERY as UserId, { limit: 5 });
    expect(place?.member).to.include({ hiddenSeq: null, readSeq: 3 });
  });

  it('is not touched by a second run', async () => {
    await migrate();
    const lines: string[] = [];
    const before = await members().find().toArray();
    await migrate((line) => lines.push(line));
    expect(lines).to.deep.equal([]);
    expect(await members().find().toArray()).to.deep.equal(before);
  });

  it('is migrated once when two nodes start at once', async () => {
    const lines: string[] = [];
    await Promise.all([1, 2].map(() => migrate((line) => lines.push(line))));
    await expectMigrated();
    expect(lines.filter((line) => line.endsWith('begins'))).to.have.length(1);
    expect(lines.filter((line) => line.endsWith('is done'))).to.have.length(1);
  });

  it('is migrated from where it stopped after a run that ended half-way', async () => {
    const failure = await migrate((line) => {
      if (line.endsWith(' members')) throw new Error('the process dies');
    }).catch((error: unknown) => error);
    expect(failure).to.include({ name: 'ChatError' });
    expect(await countOf({ hiddenSeq: { $exists: true } })).to.equal(1_000);
    expect(await records().findOne({})).to.deep.include({ position: 1_000, finishedAt: null });
    // What nodes wrote meanwhile stays as it is.
    await members().updateOne({ user: 1_010 }, { $set: { hiddenSeq: 2 } });
    const lines: string[] = [];
    await migrate((line) => lines.push(line));
    expect(lines[0]).to.match(/ goes on after 1000$/);
    expect((await members().findOne({ user: 1_010 }))?.hiddenSeq).to.equal(2);
    await members().updateOne({ user: 1_010 }, { $set: { hiddenSeq: ROOM.seq } });
    await expectMigrated();
  });

  it('is migrated without reading a collection as a whole', async () => {
    const recorder = recordCommands();
    const node = await database.open({ onCommand: recorder.onCommand });
    const commands = await recorder.during(() => node.migrate());
    const own = commands.filter(({ find, update }) =>
      [find, update].some((name) => name === 'members' || name === 'rooms'),
    );
    expect(own.length).to.be.greaterThan(3);
    // Asked of the shape before, where it all has to be done.
    await members().updateMany({}, { $unset: { hiddenSeq: 1 } });
    for (const command of own) {
      expect(await planFaults(connection.db as mongo.Db, command)).to.deep.equal([]);
    }
  });
});
