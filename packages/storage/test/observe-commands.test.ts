import type { CreatedRoom, UserId } from '@crosstalk/domain';
import type { ObservedCommand, Storage } from '@crosstalk/storage';
import { draftIn, groupOf, OwnMongod } from '@crosstalk/testing';
import { expect } from 'chai';
import { after, before, beforeEach, describe, it } from 'mocha';
import { createTestDatabase, type TestDatabase } from './create-test-database.js';

const AUTHOR = 1 as UserId;

describe('What the stores tell of their commands', () => {
  let mongod: OwnMongod;
  let database: TestDatabase;
  let storage: Storage;
  let created: CreatedRoom;
  const told: { command: ObservedCommand; milliseconds: number; failed: boolean }[] = [];
  const batches: number[] = [];
  const commands = (): readonly string[] => told.map(({ command }) => command);

  before(async () => {
    mongod = await OwnMongod.start();
    database = await createTestDatabase(mongod.url);
    storage = await database.open({
      observe: (command, milliseconds, failed) => told.push({ command, milliseconds, failed }),
      onCommit: (messages) => batches.push(messages),
    });
    created = await storage.rooms.create(groupOf([AUTHOR, 2 as UserId]));
    // Leases the first block of ids.
    await send();
  });
  beforeEach(() => {
    told.length = 0;
    batches.length = 0;
  });
  after(async () => {
    await database?.drop();
    await mongod?.remove();
  });

  const send = (clientId: string | null = null) =>
    storage.messages.append(
      { ...draftIn(created.room.id, AUTHOR), clientId },
      { stateRev: created.room.stateRev },
    );

  it('is each of a send, and one commit of one message', async () => {
    await send();
    expect(commands()).to.deep.equal(['findAndModify', 'insert']);
    expect(told.every(({ milliseconds, failed }) => milliseconds > 0 && !failed)).to.equal(true);
    expect(batches).to.deep.equal([1]);
  });

  it('is one commit of all sends that came at once', async () => {
    await Promise.all(Array.from({ length: 20 }, () => send()));
    expect(batches.reduce((sum, size) => sum + size, 0)).to.equal(20);
    expect(commands().length).to.equal(2 * batches.length);
  });

  it('is a read, also one of several', async () => {
    await storage.messages.page(created.room.id, { limit: 10, clearedSeq: 0 });
    await storage.users.find(4711 as UserId);
    expect(commands()).to.deep.equal(['find', 'find']);
  });

  it('is no failure when a message is there already', async () => {
    await send('once');
    const other = await database.open();
    told.length = 0;
    await other.messages.append(
      { ...draftIn(created.room.id, AUTHOR), clientId: 'twice' },
      { stateRev: created.room.stateRev },
    );
    expect(await send('twice')).to.include({ outcome: 'duplicate' });
    expect(commands()).to.deep.equal(['findAndModify', 'insert', 'find']);
    expect(told.some(({ failed }) => failed)).to.equal(false);
  });

  it('is a failure when MongoDB is away', async () => {
    await mongod.kill();
    const error = await send().catch((thrown: { code?: string }) => thrown);
    expect(error).to.include({ code: 'unavailable' });
    expect(told.filter(({ failed }) => failed).map(({ command }) => command)).to.include('findAndModify');
    await mongod.resume();
  });
});
