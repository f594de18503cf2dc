import { expect } from 'chai';
import { after, before, beforeEach, describe, it } from 'mocha';
import { type Connection, createConnection, type mongo } from 'mongoose';
import type { Migration, MigrationRecord, MigrationRun } from '../src/migrations/migration.js';
import type { LeaseDoc } from '../src/migrations/migration-lease.js';
import { MIGRATIONS } from '../src/migrations/migrations.js';
import { runMigrations } from '../src/migrations/run-migrations.js';
import { createTestDatabase, type TestDatabase } from './create-test-database.js';
import { nameOf, recordCommands } from './record-commands.js';

describe('Migration steps', () => {
  let database: TestDatabase;
  let connection: Connection;
  let db: mongo.Db;
  let done: string[];
  before(async () => {
    database = await createTestDatabase();
    connection = await createConnection(database.config.mongodbUrl).asPromise();
    db = connection.getClient().db(connection.name);
  });
  after(async () => {
    await connection.close();
    await database.drop();
  });
  beforeEach(async () => {
    done = [];
    await records().deleteMany({});
    await leases().deleteMany({});
  });

  const records = () => db.collection<MigrationRecord>('migrations');
  const leases = () => db.collection<LeaseDoc>('leases');
  const step = (
    id: string,
    run: (run: MigrationRun) => Promise<void> = async () => undefined,
  ): Migration => ({
    id,
    run: async (given) => {
      await run(given);
      done.push(id);
    },
  });
  const runAll = (...steps: readonly Migration[]): Promise<void> =>
    runMigrations(db, { steps, log: () => undefined });
  const heldUntil = (until: Date): Promise<unknown> =>
    leases().insertOne({ _id: 'migrations', holder: 'somebody', until });

  it('have ids of their own', () => {
    expect(new Set(MIGRATIONS.map(({ id }) => id)).size).to.equal(MIGRATIONS.length);
  });

  it('run in order, once each, also when new ones come later', async () => {
    await runAll(step('a'), step('b'));
    await runAll(step('a'), step('b'), step('c'));
    expect(done).to.deep.equal(['a', 'b', 'c']);
    const found = await records().find().sort({ _id: 1 }).toArray();
    expect(
      found.map(({ _id, startedAt, finishedAt }) => [_id, finishedAt && startedAt <= finishedAt]),
    ).to.deep.equal([
      ['a', true],
      ['b', true],
      ['c', true],
    ]);
  });

  it('cost one read when there is nothing to do', async () => {
    const recorder = recordCommands();
    const node = await database.open({ onCommand: recorder.onCommand });
    await node.migrate();
    const commands = await recorder.during(() => node.migrate());
    const names = commands.map(nameOf).filter((name) => /migrations|leases|find|update/.test(name));
    expect(names).to.deep.equal(['find migrations']);
  });

  it('wait behind one that failed, which keeps the time of its first start', async () => {
    const failing = step('b', () => Promise.reject(new Error('no')));
    const outcome = await runAll(step('a'), failing, step('c')).catch((error: unknown) => error);
    expect(outcome).to.include({ message: 'no' });
    const first = await records().findOne({ _id: 'b' });
    await runAll(step('a'), step('b'), step('c'));
    expect(done).to.deep.equal(['a', 'b', 'c']);
    expect((await records().findOne({ _id: 'b' }))?.startedAt).to.deep.equal(first?.startedAt);
  });

  it('go on from the position that a run before them reached', async () => {
    const positions: (number | null)[] = [];
    const slow = step('a', async ({ position, reached }) => {
      positions.push(position);
      await reached((position ?? 0) + 5, 'five more');
      if (positions.length < 3) throw new Error('no');
    });
    for (let runs = 0; runs < 3; runs += 1) await runAll(slow).catch(() => undefined);
    expect(positions).to.deep.equal([null, 5, 10]);
    expect(done).to.deep.equal(['a']);
  });

  it('are run by one of several processes', async () => {
    await Promise.all(Array.from({ length: 4 }, () => runAll(step('a'), step('b'))));
    expect(done).to.deep.equal(['a', 'b']);
  });

  it('take over from a process that died', async () => {
    await heldUntil(new Date(0));
    await runAll(step('a'));
    expect(done).to.deep.equal(['a']);
  });

  it('wait for a process that holds the lease', async () => {
    await heldUntil(new Date(Date.now() + 3_600_000));
    let waits = (): void => undefined;
    const waiting = new Promise<void>((resolve) => {
      waits = resolve;
    });
    const running = runMigrations(db, { steps: [step('a')], log: () => waits() });
    await waiting;
    expect(done).to.deep.equal([]);
    await leases().deleteMany({});
    await running;
    expect(done).to.deep.equal(['a']);
    expect(await leases().countDocuments()).to.equal(0);
  });

  it('stop when another process took the lease', async () => {
    const robbed = step('a', async ({ reached }) => {
      const until = new Date(Date.now() + 3_600_000);
      await leases().updateOne({ _id: 'migrations' }, { $set: { holder: 'somebody', until } });
      await reached(1, 'one');
    });
    const outcome = await runAll(robbed).catch((error: unknown) => error);
    expect(outcome).to.include({ name: 'ChatError', code: 'unavailable' });
    expect(done).to.deep.equal([]);
    expect((await leases().findOne({}))?.holder, 'not given back by who has lost it').to.equal('somebody');
    expect((await records().findOne({}))?.finishedAt).to.equal(null);
  });
});
