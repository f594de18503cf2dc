import { DEFAULT_TENANT, ERASED_NAME, type Erasure, type Room, type UserId } from '@crosstalk/domain';
import { draftIn, fileDraft, groupOf, NO_LIMIT, personNamed, present } from '@crosstalk/testing';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { soon } from './support/soon.js';
import { openTestWorld, type TestWorld } from './support/test-world.js';

const MESSAGES = 3_000;

describe('A worker process erases people', () => {
  let world: TestWorld;
  let ann: UserId;
  let bob: UserId;
  beforeEach(async () => {
    world = await openTestWorld();
    ann = await newPerson('Ann');
    bob = await newPerson('Bob');
  });
  afterEach(async () => {
    await world.close();
  });

  async function newPerson(name: string): Promise<UserId> {
    const draft = personNamed(name, { email: `${name}@example.com`, passwordHash: '$hash' });
    return present(await world.storage.users.create(draft)).id;
  }
  /** Asked for long ago by a gateway that died before it could tell anyone: the worker has to find it. */
  const ask = (messages: Erasure['messages']): Promise<Erasure> =>
    world.storage.erasures.ask({
      ...{ id: `erasure-of-${ann}`, tenant: DEFAULT_TENANT, userId: ann, askedBy: ann },
      ...{ messages, askedAt: Date.now() - 3_600_000 },
    });
  const report = async (): Promise<Erasure> =>
    present(await world.storage.erasures.find(`erasure-of-${ann}`));
  const done = (): Promise<void> =>
    soon('the erasure is done', async () => (await report()).finishedAt !== null, 110_000);
  const posts = async (room: Room, author: UserId, count: number, text: string): Promise<void> => {
    const send = (index: number) =>
      world.storage.messages.append(draftIn(room.id, author, { text: `${text}${index} common` }), room);
    await Promise.all(Array.from({ length: count }, (_, index) => send(index)));
  };

  it('that nobody told it about, with what search knows and files that nothing carries', async function () {
    this.timeout(150_000);
    const { storage } = world;
    const { room } = await storage.rooms.create(groupOf([ann, bob]));
    await posts(room, ann, 5, 'hers');
    await posts(room, bob, 2, 'his');
    const messages = await storage.messages.page(room.id, { limit: 10, clearedSeq: 0 });
    await storage.search.apply(messages);
    await storage.files.put(fileDraft({ ownerId: ann }), [Buffer.from('bytes')], NO_LIMIT);
    await ask('delete');
    world.startWorker();
    await done();
    const one = { profile: 1, sessions: 0, push_subscriptions: 0, notification_settings: 0, rooms: 1 };
    expect((await report()).counts).to.deep.equal({ ...one, messages: 5, files: 1 });
    expect(await storage.users.find(ann, { fresh: true })).to.include({
      firstName: ERASED_NAME,
      email: null,
    });
    expect(present(await storage.rooms.find(room.id))).to.include({ ownerId: bob, memberCount: 1 });
    const left = await storage.messages.page(room.id, { limit: 10, clearedSeq: 0 });
    expect(left.filter(({ text }) => text === '').map(({ authorId }) => authorId)).to.deep.equal(
      Array(5).fill(ann),
    );
    await soon('search forgets them', async () => {
      return (await storage.search.search([room.id], 'common', 10)).length === 2;
    });
    expect(await storage.files.ownedBy(ann, { limit: 1 })).to.deep.equal([]);
  });

  it('once, although it is killed in the middle', async function () {
    this.timeout(240_000);
    const { storage } = world;
    const rooms = [
      await storage.rooms.create(groupOf([ann, bob])),
      await storage.rooms.create(groupOf([ann, bob])),
    ];
    for (const { room } of rooms) await posts(room, ann, MESSAGES / 2, 'word');
    await ask('delete');
    const first = world.startWorker();
    await soon('some are deleted', async () => ((await report()).counts.messages ?? 0) > 0);
    await first.end('SIGKILL');
    const cut = await report();
    expect(cut.finishedAt, 'it was over before the kill').to.equal(null);
    world.startWorker();
    await done();
    expect((await report()).counts).to.include({ profile: 1, rooms: 2, messages: MESSAGES });
    for (const { room } of rooms) {
      // Each message was changed by one rev, and once more at most where the kill came between the number and the change.
      const { seq, rev } = present(await storage.rooms.find(room.id));
      expect(seq).to.equal(MESSAGES / 2);
      expect(rev).to.be.within(MESSAGES, MESSAGES + 1);
    }
    const written = await storage.messages.byAuthor(ann, { limit: MESSAGES + 1 });
    expect(written.filter(({ deletedAt }) => deletedAt === null)).to.deep.equal([]);
    expect(written).to.have.length(MESSAGES);
  });
});
