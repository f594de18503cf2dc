import type { Room, UserId } from '@crosstalk/domain';
import { draftIn, fileDraft, groupOf, NO_LIMIT, newUserIds, present } from '@crosstalk/testing';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { soon } from './support/soon.js';
import { openTestWorld, type TestWorld } from './support/test-world.js';
import { withQueues } from './support/with-queues.js';
import type { WorkerProcess } from './support/worker-process.js';

const OLD = 6_000;

describe('A worker process removes old messages', () => {
  let world: TestWorld;
  let ann: UserId;
  let bob: UserId;
  beforeEach(async () => {
    world = await openTestWorld();
    [ann, bob] = newUserIds(2) as [UserId, UserId];
  });
  afterEach(async () => {
    await world.close();
  });

  const start = (): WorkerProcess => world.startWorker({ RETENTION: 'default:30' });
  /** What the scheduler does at night. */
  async function night(): Promise<void> {
    await withQueues(world, (queues) => queues.open('housekeeping').add('retention', {}, { attempts: 3 }));
  }
  /** Of Ann, long ago, and one of today. */
  async function roomWith(count: number, file?: number): Promise<Room> {
    const { room } = await world.storage.rooms.create(groupOf([ann, bob]));
    const fileIds = file === undefined ? [] : [file as never];
    const post = (text: string, draft = {}) =>
      world.storage.messages.append(draftIn(room.id, ann, { text, ...draft }), room);
    await Promise.all(Array.from({ length: count }, (_, index) => post(`common ${index}`, { fileIds })));
    await post('common today', { createdAt: Date.now() });
    return room;
  }
  const texts = async ({ id }: Room): Promise<readonly string[]> =>
    (await world.storage.messages.page(id, { limit: 10, clearedSeq: 0 })).map(({ text }) => text);
  const onlyToday = (room: Room): Promise<void> =>
    soon('old ones are gone', async () => (await texts(room)).length === 1, 110_000);

  it('of the tenants and rooms that say so, with what search knows and their files', async () => {
    const { storage } = world;
    const file = await storage.files.put(fileDraft({ ownerId: ann }), [Buffer.from('bytes')], NO_LIMIT);
    const found = { width: 1, height: 1, durationSeconds: null, placeholder: null };
    await storage.files.finish(file.id, { status: 'ready', ...found });
    const [room, keeps] = [await roomWith(3, file.id), await roomWith(3)];
    await storage.rooms.setRetention(keeps.id, 36_500, Date.now());
    start();
    await soon('search knows them', async () => {
      return (await storage.search.search([room.id, keeps.id], 'common', 20)).length === 8;
    });
    await night();
    await onlyToday(room);
    expect(await texts(room)).to.deep.equal(['common today']);
    expect(await texts(keeps)).to.have.length(4);
    expect(await storage.search.search([room.id], 'common', 20)).to.have.length(1);
    expect(await storage.files.findMany([file.id])).to.deep.equal([]);
    const { room: now, member } = present(await storage.members.access(room.id, bob, { fresh: true }));
    expect(now).to.include({ seq: 4, rev: 4 });
    expect(member.clearedSeq).to.equal(3);
  });

  it('to the end, although it is killed in the middle', async function () {
    this.timeout(240_000);
    const room = await roomWith(OLD);
    const first = start();
    await night();
    const oldest = async () =>
      (await world.storage.messages.page(room.id, { after: 0, limit: 1, clearedSeq: 0 }))[0];
    await soon('some are gone', async () => present(await oldest()).seq > 1);
    await first.end('SIGKILL');
    expect(present(await oldest()).seq, 'it was over before the kill').to.be.at.most(OLD);
    start();
    await onlyToday(room);
    expect(await texts(room)).to.deep.equal(['common today']);
    expect(await world.storage.rooms.find(room.id)).to.include({ seq: OLD + 1, rev: OLD + 1 });
  });
});
