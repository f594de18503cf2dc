import type { CreatedRoom, UserId } from '@crosstalk/domain';
import type { Storage } from '@crosstalk/storage';
import { draftIn, fileDraft, groupOf, NO_LIMIT, personNamed } from '@crosstalk/testing';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { createTestDatabase, type TestDatabase } from './create-test-database.js';
import { nameOf, recordCommands } from './record-commands.js';

const AUTHOR = 1 as UserId;

/** What each thing costs in database commands. A number here goes up only for a reason that is worth it to every user. */
describe('The database commands', () => {
  let database: TestDatabase;
  let storage: Storage;
  let created: CreatedRoom;
  const recorder = recordCommands();
  before(async () => {
    database = await createTestDatabase();
    storage = await database.open({ onCommand: recorder.onCommand });
    created = await storage.rooms.create(groupOf([AUTHOR, 2 as UserId, 3 as UserId]));
    // Leases the first block of ids and fills the caches.
    await send();
    await storage.members.access(created.room.id, AUTHOR);
  });
  after(() => database.drop());

  const send = (): Promise<unknown> =>
    storage.messages.append(draftIn(created.room.id, AUTHOR), { stateRev: created.room.stateRev });
  const commandsOf = async (work: () => Promise<unknown>): Promise<readonly string[]> =>
    (await recorder.during(work)).map(nameOf);

  it('of one send are two: numbers and the message', async () => {
    const access = (): Promise<unknown> => storage.members.access(created.room.id, AUTHOR);
    expect(await commandsOf(() => access().then(send))).to.deep.equal([
      'findAndModify rooms',
      'insert messages',
    ]);
  });

  it('of a hundred sends at once are the same two', async () => {
    const sends = (): Promise<unknown> => Promise.all(Array.from({ length: 100 }, send));
    expect(await commandsOf(sends)).to.deep.equal(['findAndModify rooms', 'insert messages']);
  });

  it('of a retry on the same node is one read', async () => {
    const draft = draftIn(created.room.id, AUTHOR, { clientId: 'retry' });
    const retry = (): Promise<unknown> => storage.messages.append(draft, created.room);
    await retry();
    expect(await commandsOf(retry)).to.deep.equal(['find messages']);
  });

  it('of a change are two: a number and the message', async () => {
    const page = await storage.messages.page(created.room.id, { limit: 1, clearedSeq: 0 });
    const target = { roomId: created.room.id, id: page[0]?.id as never };
    const edit = { kind: 'edit', text: 'x', mentions: [] } as const;
    expect(await commandsOf(() => storage.messages.change(target, edit, 1))).to.deep.equal([
      'findAndModify rooms',
      'findAndModify messages',
    ]);
  });

  it('of a page of history is one', async () => {
    const page = (): Promise<unknown> => storage.messages.page(created.room.id, { limit: 50, clearedSeq: 0 });
    expect(await commandsOf(page)).to.deep.equal(['find messages']);
  });

  it('of connecting are one for the user and one for all memberships', async () => {
    const user = await storage.users.create(personNamed('Ann'));
    const id = user?.id as UserId;
    const connect = async (): Promise<void> => {
      await storage.users.find(id);
      await storage.members.allOf(id);
    };
    expect(await commandsOf(connect)).to.deep.equal(['find users', 'find members']);
    expect(await commandsOf(connect)).to.deep.equal(['find members']);
  });

  it('of a list of rooms are four, for any number of rooms', async () => {
    const more = await Promise.all([1, 2, 3].map(() => storage.rooms.create(groupOf([AUTHOR]))));
    expect(more).to.have.length(3);
    const list = async (): Promise<void> => {
      const page = await storage.members.pageOf(AUTHOR, { limit: 50 });
      const rooms = page.map(({ room }) => room);
      await storage.members.listMany(
        rooms.map(({ id }) => id),
        10,
      );
      await storage.messages.newestOf(rooms);
    };
    expect(await commandsOf(list)).to.deep.equal([
      'find members',
      'find rooms',
      'aggregate rooms',
      'aggregate rooms',
    ]);
  });

  it('of catching up with a room are two', async () => {
    const catchUp = (): Promise<unknown> => storage.messages.changesAfter(created.room.id, 0, 100);
    expect(await commandsOf(catchUp)).to.deep.equal(['find rooms', 'find messages']);
  });

  it('of a list of rooms with hidden ones are one more, for any number of them', async () => {
    const person = 77 as UserId;
    for (let count = 0; count < 3; count += 1) {
      const { room } = await storage.rooms.create(groupOf([person]));
      await storage.members.clear(room.id, person, { seq: 0, hide: true });
    }
    const list = (): Promise<unknown> => storage.members.pageOf(person, { limit: 50 });
    expect(await commandsOf(list)).to.deep.equal(['find members', 'find rooms', 'find rooms']);
  });

  it('of the partners of somebody are three, for any number of small rooms', async () => {
    const bounds = { roomMembers: 200, limit: 1_000 };
    const partners = (): Promise<unknown> => storage.members.partnersOf(AUTHOR, bounds);
    expect(await commandsOf(partners)).to.deep.equal(['find members', 'find rooms', 'find members']);
  });

  it('of a person of a host site are one, and one more when the profile is another', async () => {
    const visitor = { ...personNamed('Vic'), externalId: 'visitor:1' };
    const enter = (phone: string) => () =>
      storage.users.ensureVisitor({ ...visitor, phone }, { refresh: true });
    await enter('1')();
    expect(await commandsOf(enter('1'))).to.deep.equal(['find users']);
    expect(await commandsOf(enter('2'))).to.deep.equal(['find users', 'findAndModify users']);
  });

  it('of opening a file are one, and of its bytes those of GridFS', async () => {
    const { id } = await storage.files.put(fileDraft(), [Buffer.from('bytes')], NO_LIMIT);
    const open = (): ReturnType<typeof storage.files.open> => storage.files.open(id, 'content');
    expect(await commandsOf(open)).to.deep.equal(['find attachments']);
    const content = (await open())?.content;
    const read = async (): Promise<void> => {
      for await (const _chunk of content?.read() ?? []);
    };
    expect(await commandsOf(read)).to.deep.equal(['find contents.files', 'find contents.chunks']);
  });
});
