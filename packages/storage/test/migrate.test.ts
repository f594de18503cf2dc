import { groupOf } from '@crosstalk/testing';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { type Connection, createConnection } from 'mongoose';
import { createTestDatabase, type TestDatabase } from './create-test-database.js';

describe('Migration', () => {
  let database: TestDatabase;
  let connection: Connection;
  before(async () => {
    database = await createTestDatabase();
    connection = await createConnection(database.config.mongodbUrl).asPromise();
  });
  after(async () => {
    await connection.close();
    await database.drop();
  });

  const indexes = async (): Promise<Record<string, unknown>> => {
    const found: Record<string, unknown> = {};
    for (const { name } of await connection.listCollections()) {
      found[name] = await connection.collection(name).indexes();
    }
    return found;
  };

  it('may run again, and on two nodes at once, without a change', async () => {
    const before = await indexes();
    expect(Object.keys(before)).to.include.members(['rooms', 'members', 'messages', 'users']);
    const nodes = [await database.open(), await database.open()];
    await Promise.all(nodes.map((node) => node.migrate()));
    expect(await indexes()).to.deep.equal(before);
  });

  it('keeps what is stored', async () => {
    const node = await database.open();
    const { room } = await node.rooms.create(groupOf([1, 2] as never));
    await node.migrate();
    expect(await node.rooms.find(room.id)).to.deep.equal(room);
  });

  it('is followed by an orderly end, as often as one asks for it', async () => {
    const node = await database.open();
    await node.ping();
    await Promise.all([node.close(), node.close()]);
    await node.close();
    const error = await node.ping().catch((reason: unknown) => reason);
    expect(error).to.include({ name: 'ChatError', code: 'unavailable' });
  });
});
