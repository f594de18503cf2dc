import { assertKeepsJobs, measureQueues, QUEUE_NAMES } from '@crosstalk/jobs';
import { OwnRedis } from '@crosstalk/testing';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { openQueue, type TestQueue } from './support/open-queue.js';

describe('What is known of the queues', () => {
  let redis: OwnRedis;
  let queue: TestQueue;
  before(async () => {
    redis = await OwnRedis.start();
    queue = openQueue(redis.url);
    await queue.connected();
  });
  after(async () => {
    await queue.remove();
    await redis.remove();
  });

  it('is the number of jobs by state and for how long the first is due', async () => {
    const job = { name: 'room', data: {} };
    const addedAt = Date.now();
    await queue.queues.add('room-effects', [
      { ...job, opts: { timestamp: addedAt - 5000 } },
      { ...job, opts: { timestamp: addedAt - 3000 } },
      { ...job, opts: { delay: 60_000 } },
    ]);
    const measures = await measureQueues(queue.queues, () => addedAt);
    expect(measures.map((measure) => measure.queue)).to.deep.equal(QUEUE_NAMES);
    expect(measures[0]).to.deep.equal({
      queue: 'room-effects',
      jobs: { waiting: 2, active: 0, delayed: 1, failed: 0 },
      oldestWaitingMs: 5000,
    });
    expect(measures[1]?.oldestWaitingMs).to.equal(0);
  });

  it('is whether their Redis throws keys away when it is full', async () => {
    const { producer } = queue.connections;
    await assertKeepsJobs(producer);
    await producer.call('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru');
    const refusal = await assertKeepsJobs(producer).catch((error: Error) => error.message);
    expect(refusal).to.contain('allkeys-lru').and.contain('noeviction');
  });
});
