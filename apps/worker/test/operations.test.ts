import { QUEUE_NAMES, QueueSet } from '@crosstalk/jobs';
import { expect } from 'chai';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { soon } from './support/soon.js';
import { openTestWorld, type TestWorld } from './support/test-world.js';
import type { WorkerProcess } from './support/worker-process.js';

const TOKEN = 'a token of twenty two!'.replaceAll(' ', '-');
const BEARER = { authorization: `Bearer ${TOKEN}` };

describe('Operations of the worker process', () => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await openTestWorld();
  });
  afterEach(async () => {
    await world.close();
  });
  const connected = (worker: WorkerProcess) =>
    soon('the worker is ready', async () => (await worker.ready()).status === 200);

  it('mends unread counters that are wrong, and counts them', async () => {
    const room = await world.roomWithMessages(3);
    await world.storage.effects.setUnread(room.id);
    await world.storage.effects.finish(room.id, 3);
    const members = world.connection.collection('members');
    await members.updateMany({ room: room.id }, { $set: { unread: 77 } });
    const worker = world.startWorker();
    await soon('the counters are right', async () => {
      const docs = await members.find({ room: room.id }).toArray();
      return docs.every((member) => member.unread === 3);
    });
    await soon('the metrics say so', async () => {
      return (await (await worker.ask('/metrics')).text()).includes('crosstalk_unread_mended_total 2');
    });
  });

  it('tells how full every queue is', async () => {
    const worker = world.startWorker();
    await connected(worker);
    await soon('every queue is measured', async () => {
      const text = await (await worker.ask('/metrics')).text();
      return QUEUE_NAMES.every(
        (queue) =>
          text.includes(`crosstalk_queue_jobs{queue="${queue}",state="waiting"}`) &&
          text.includes(`crosstalk_queue_oldest_seconds{queue="${queue}"}`),
      );
    });
  });

  it('has no board without a token', async () => {
    expect((await world.startWorker().ask('/board', { headers: BEARER })).status).to.equal(404);
  });

  it('shows the board to those who know the token, and asks browsers for it', async () => {
    const worker = world.startWorker({ OPS_TOKEN: TOKEN });
    await connected(worker);
    const stranger = await worker.ask('/board');
    expect(stranger.status).to.equal(401);
    expect(stranger.headers.get('www-authenticate')).to.match(/^Basic /);
    const wrong = await worker.ask('/board/api/queues', { headers: { authorization: `Bearer ${TOKEN}x` } });
    expect(wrong.status).to.equal(401);
    const page = await worker.ask('/board', { headers: BEARER });
    expect(page.status).to.equal(200);
    expect(page.headers.get('content-security-policy')).to.contain("default-src 'none'");
    expect(await page.text()).to.contain('<base href="/board/"');
    const basic = `Basic ${Buffer.from(`anybody:${TOKEN}`).toString('base64')}`;
    const answer = await worker.ask('/board/api/queues', { headers: { authorization: basic } });
    const { queues } = (await answer.json()) as { queues: { name: string }[] };
    expect(queues.map(({ name }) => name)).to.have.members([...QUEUE_NAMES]);
    expect((await worker.ask('/healthz')).status, 'the rest needs no token').to.equal(200);
  });

  it('runs a failed job again when the board is asked to, but not for another site', async () => {
    const worker = world.startWorker({ OPS_TOKEN: TOKEN, WORKER_QUEUES: 'housekeeping' });
    await connected(worker);
    const redis = new Redis(process.env.REDIS_URL ?? '');
    const queuePrefix = world.environment.QUEUE_PREFIX ?? '';
    const observer = { counted: () => {}, failed: () => {} };
    const queues = new QueueSet({ connection: redis, queuePrefix, observer });
    const queue = queues.open('housekeeping');
    const { id = '' } = await queue.add('no such task', {}, { attempts: 1 });
    const attempts = async (): Promise<number> => {
      const job = await queue.getJob(id);
      return (await job?.isFailed()) ? (job?.attemptsMade ?? 0) : 0;
    };
    await soon('the job failed', async () => (await attempts()) === 1);
    const retry = (headers: Record<string, string>) =>
      worker.ask(`/board/api/queues/housekeeping/${id}/retry`, { method: 'PUT', headers });
    expect((await retry({ ...BEARER, 'sec-fetch-site': 'cross-site' })).status).to.equal(403);
    expect((await retry({ ...BEARER, origin: 'https://elsewhere.example' })).status).to.equal(403);
    expect((await retry(BEARER)).status).to.equal(204);
    await soon('the job failed again', async () => (await attempts()) === 2);
    await queues.close();
    redis.disconnect();
  });
});
