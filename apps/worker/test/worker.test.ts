import { createRedisClients, type RedisClients, RoomRegistry } from '@crosstalk/cluster';
import { type RoomId, type RoomTail, roomChannel, type UserId } from '@crosstalk/domain';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { soon } from './support/soon.js';
import { openTestWorld, type TestWorld } from './support/test-world.js';
import { WorkerProcess } from './support/worker-process.js';

describe('The worker process on real MongoDB and Redis', () => {
  let world: TestWorld;
  const processes: WorkerProcess[] = [];
  beforeEach(async () => {
    world = await openTestWorld();
  });
  afterEach(async () => {
    await Promise.all(processes.splice(0).map((worker) => worker.end('SIGKILL')));
    await world.close();
  });

  function start(environment: Readonly<Record<string, string>> = {}): WorkerProcess {
    const worker = new WorkerProcess({ ...world.environment, ...environment });
    processes.push(worker);
    return worker;
  }

  it('does the side effects of a room that nobody told it about, and ends with 0 on SIGTERM', async () => {
    const room = await world.roomWithMessages(3);
    const worker = start();
    await soon('the room is clean', async () => !(await world.isDirty(room.id)));
    expect(await world.storage.effects.load(room.id)).to.include({ effectsRev: 3, rev: 3 });
    expect(await world.storage.search.search([room.id], 'common', 10)).to.have.length(3);
    expect(await worker.ready()).to.deep.equal({
      status: 200,
      checks: { mongodb: 'ok', redis: 'ok', queue: 'ok' },
    });
    expect(await worker.end('SIGTERM')).to.equal(0);
    expect(worker.log, 'message text in the log').not.to.contain('common');
  });

  it('tells the nodes the tip of a room whose publish was lost', async () => {
    const room = await world.roomWithMessages(3);
    const node = await listenAsNode(world, room.id);
    start();
    await soon('the node reads the room', async () => node.asked.includes(room.id));
    await node.close();
  });

  it('killed in the middle of a job, leaves it to the next worker', async function () {
    this.timeout(120_000);
    const room = await world.roomWithMessages(8000);
    const first = start();
    await soon('the job began', async () => {
      return (await world.storage.search.search([room.id], 'common', 1)).length > 0;
    });
    await first.end('SIGKILL');
    expect(await world.isDirty(room.id), 'the job was over before the kill').to.equal(true);
    start();
    await soon('the room is clean', async () => !(await world.isDirty(room.id)));
    expect(await world.storage.effects.load(room.id)).to.include({ effectsRev: 8000, rev: 8000 });
    expect(await world.storage.search.search([room.id], 'common', 9000)).to.have.length(8000);
  });

  it('waits for MongoDB and Redis that are away, alive and not ready, and says which', async () => {
    const away = {
      MONGODB_URL: 'mongodb://127.0.0.1:1/x?directConnection=true',
      REDIS_URL: 'redis://127.0.0.1:1',
    };
    const worker = start(away);
    const { status, checks } = await worker.ready();
    expect(status).to.equal(503);
    expect(Object.entries(checks).filter(([, answer]) => answer !== 'ok')).to.have.length(3);
    await soon('the log says so', async () => worker.log.includes('waiting for MongoDB'));
    expect(await worker.end('SIGTERM')).to.equal(0);
  });

  it('refuses a wrong configuration with every mistake and the code for it', async () => {
    const worker = start({ MONGODB_URL: 'mysql://x', LOG_LEVEL: 'loud' });
    expect(await worker.end()).to.equal(78);
    expect(worker.stderr).to.contain('MONGODB_URL must').and.contain('LOG_LEVEL must');
  });
});

/** A node with one connection in the room that has delivered nothing yet; `asked` lists the rooms whose tail it read. */
async function listenAsNode(
  world: TestWorld,
  roomId: RoomId,
): Promise<{ asked: RoomId[]; close(): Promise<void> }> {
  const { REDIS_URL = '', REDIS_PREFIX = '' } = world.environment;
  const redis: RedisClients = createRedisClients({
    redisUrl: REDIS_URL,
    redisPrefix: REDIS_PREFIX,
    redisProtocol: '3',
  });
  await redis.ready(5000);
  const asked: RoomId[] = [];
  const tail: RoomTail = {
    heads: async () => new Map([[roomId, { seq: 0, rev: 0, stateRev: 0 }]]),
    since: async (room) => {
      asked.push(room);
      return { events: [], upTo: 3, voids: [], complete: true, stateRev: 0 };
    },
  };
  const registry = new RoomRegistry({
    redis,
    tail,
    membersAmong: async (_room, userIds) => userIds,
    deliver: () => {},
    clock: { now: Date.now },
  });
  await registry.subscribe([roomChannel(roomId)]);
  registry.add({ id: 'c1', userId: 1 as UserId }, roomChannel(roomId));
  return {
    asked,
    close: async () => {
      await registry.close();
      redis.close();
    },
  };
}
