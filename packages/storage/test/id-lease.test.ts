import { once } from 'node:events';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { type Connection, createConnection, type mongo } from 'mongoose';
import { type CounterDoc, IdLease } from '../src/ids/id-lease.js';
import { createTestDatabase, type TestDatabase } from './create-test-database.js';

describe('Leased ids', () => {
  let database: TestDatabase;
  let connection: Connection;
  let counters: mongo.Collection<CounterDoc>;
  let leases = 0;
  before(async () => {
    database = await createTestDatabase();
    connection = await createConnection(database.config.mongodbUrl, { monitorCommands: true }).asPromise();
    const client = connection.getClient();
    client.on('commandStarted', ({ commandName }) => {
      if (commandName === 'findAndModify') leases += 1;
    });
    counters = client.db(connection.name).collection('counters');
  });
  after(async () => {
    await connection.close();
    await database.drop();
  });

  it('are unique among nodes that take them at once', async () => {
    const nodes = [1, 2, 3].map(() => new IdLease(counters, 'unique'));
    const taken = await Promise.all(
      Array.from({ length: 60 }, (_, index) => (nodes[index % 3] as IdLease).take(100)),
    );
    expect(new Set(taken.flat()).size).to.equal(6_000);
    expect(Math.min(...taken.flat())).to.be.above(0);
  });

  it('cost one command for many callers, and the next block comes before it is needed', async () => {
    const lease = new IdLease(counters, 'blocks');
    leases = 0;
    await Promise.all(Array.from({ length: 800 }, () => lease.takeOne()));
    expect(leases).to.equal(1);
    const prefetch = once(connection.getClient(), 'commandStarted');
    await lease.takeOne();
    await prefetch;
    await Promise.all(Array.from({ length: 700 }, () => lease.takeOne()));
    expect(leases).to.equal(2);
  });

  it('come for batches larger than a block', async () => {
    const ids = await new IdLease(counters, 'large').take(2_500);
    expect(new Set(ids).size).to.equal(2_500);
  });

  it('end before numbers that JSON cannot carry', async () => {
    await counters.insertOne({ _id: 'full', value: Number.MAX_SAFE_INTEGER - 10 });
    const error = await new IdLease(counters, 'full').takeOne().catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(Error);
  });
});
