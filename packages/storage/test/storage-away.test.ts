import { ChatError, type MessageDraft, type UserId } from '@crosstalk/domain';
import { connectStorage, type Storage } from '@crosstalk/storage';
import { draftIn, groupOf, OwnMongod } from '@crosstalk/testing';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { createTestDatabase, type TestDatabase } from './create-test-database.js';

/** A deadline, not a measure: answers take two to five seconds. Drivers left alone take thirty, or never end. */
const DEADLINE_MS = 45_000;

const AUTHOR = 1 as UserId;

async function inTime<T>(promise: Promise<T>): Promise<T> {
  const late = AbortSignal.timeout(DEADLINE_MS);
  const aborted = new Promise<never>((_, reject) => {
    late.addEventListener('abort', () => reject(new Error('no answer in time')));
  });
  return Promise.race([promise, aborted]);
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const outcome = await promise.then(
    () => 'done',
    (error: unknown) => (error instanceof ChatError ? error.code : `${error}`),
  );
  return outcome;
}

describe('With MongoDB away', () => {
  let mongod: OwnMongod;
  let database: TestDatabase;
  let storage: Storage;
  before(async () => {
    mongod = await OwnMongod.start();
    database = await createTestDatabase(mongod.url);
    storage = await database.open();
  });
  after(async () => {
    await database.drop();
    await mongod.remove();
  });

  it('everything is unavailable quickly, and a send that is tried again succeeds once', async function () {
    this.timeout(120_000);
    const { room } = await storage.rooms.create(groupOf([AUTHOR, 2 as UserId]));
    const drafts = Array.from({ length: 200 }, (_, index) =>
      draftIn(room.id, AUTHOR, { clientId: `c${index}` }),
    );
    const send = (draft: MessageDraft): Promise<unknown> => storage.messages.append(draft, room);
    await Promise.all(drafts.slice(0, 50).map(send));

    // In the middle of a storm, so that some writes are in flight whose outcome nobody hears.
    const storm = Promise.all(drafts.slice(50).map((draft) => codeOf(send(draft))));
    await mongod.kill();
    const calls = Promise.all([
      codeOf(storage.rooms.find(room.id)),
      codeOf(storage.members.access(room.id, AUTHOR, { fresh: true })),
      codeOf(storage.rooms.create(groupOf([AUTHOR]))),
      codeOf(storage.users.find(1 as UserId)),
      codeOf(send(draftIn(room.id, AUTHOR))),
      codeOf(storage.ping()),
    ]);
    expect(new Set(await inTime(calls))).to.deep.equal(new Set(['unavailable']));
    for (const code of await inTime(storm)) expect(code).to.be.oneOf(['unavailable', 'done']);

    await mongod.resume();
    for (const draft of drafts) {
      while ((await codeOf(send(draft))) !== 'done');
    }
    const stored = await storage.messages.page(room.id, { after: 0, limit: 1_000, clearedSeq: 0 });
    const ids = stored.map(({ clientId }) => clientId).filter((id) => id !== null);
    expect(ids.sort()).to.deep.equal(drafts.map(({ clientId }) => clientId).sort());
  });

  const FAULTS: Readonly<Record<string, Record<string, unknown>>> = {
    'the connection breaks before numbers are allotted': {
      failCommands: ['findAndModify'],
      closeConnection: true,
    },
    'the connection breaks at the insert': { failCommands: ['insert'], closeConnection: true },
    'the primary steps down at the insert': { failCommands: ['insert'], errorCode: 10107 },
    'no majority confirms the numbers': {
      failCommands: ['findAndModify'],
      writeConcernError: { code: 64, errmsg: 'waiting for replication timed out' },
    },
    'no majority confirms the insert': {
      failCommands: ['insert'],
      writeConcernError: { code: 64, errmsg: 'waiting for replication timed out' },
    },
  };
  for (const [fault, data] of Object.entries(FAULTS)) {
    it(`a send is unavailable when ${fault}, and succeeds once when it is tried again`, async () => {
      const { room } = await storage.rooms.create(groupOf([AUTHOR, 2 as UserId]));
      const send = (clientId: string): Promise<unknown> =>
        storage.messages.append(draftIn(room.id, AUTHOR, { clientId }), room);
      await send('before');
      expect(await mongod.failing(data, () => inTime(codeOf(send('it'))))).to.equal('unavailable');
      await send('it');
      const stored = await storage.messages.page(room.id, { limit: 10, clearedSeq: 0 });
      expect(stored.map(({ clientId }) => clientId)).to.deep.equal(['before', 'it']);
    });
  }

  it('a transaction that only meets conflicts ends as unavailable', async () => {
    const data = { failCommands: ['insert'], errorCode: 112, errorLabels: ['TransientTransactionError'] };
    const create = (): Promise<unknown> => storage.rooms.create(groupOf([AUTHOR]));
    expect(await mongod.failing(data, () => inTime(codeOf(create())))).to.equal('unavailable');
  });

  it('a start fails with unavailable, and says so in time', async () => {
    const nowhere = { mongodbUrl: 'mongodb://127.0.0.1:1/?directConnection=true', mongodbPoolSize: 1 };
    expect(await inTime(codeOf(connectStorage(nowhere)))).to.equal('unavailable');
  });
});
