import { createHousekeeping, type JobWorker, type Task, type TaskPlace } from '@crosstalk/jobs';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { openQueue, type TestQueue } from './support/open-queue.js';

const HOUR_MS = 3_600_000;

describe('Housekeeping on a real Redis', () => {
  let queue: TestQueue;
  const workers: JobWorker[] = [];
  beforeEach(() => {
    queue = openQueue();
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.close(1000)));
    await queue.remove();
  });

  function start(...tasks: readonly Task[]): void {
    const { connections, queuePrefix, queues, recorder: observer } = queue;
    const connection = connections.consumer();
    workers.push(createHousekeeping({ connection, queuePrefix, queues, observer, tasks }));
  }
  const task = (name: string, run: Task['run'], everyMs = HOUR_MS): Task => ({ name, due: { everyMs }, run });
  const done = (count: number) =>
    queue.recorder.until(`${count} runs`, () => queue.recorder.count('housekeeping', 'completed') === count);

  it('runs a task when it is due and goes on where it left off', async () => {
    const places: (TaskPlace | null)[] = [];
    start(
      task('walk', async (place) => {
        places.push(place);
        const at = Number(place?.at ?? 0);
        return at < 3 ? { at: at + 1 } : null;
      }),
    );
    await done(4);
    expect(places).to.deep.equal([null, { at: 1 }, { at: 2 }, { at: 3 }]);
  });

  it('lets another task run between the parts of a long one', async () => {
    const order: string[] = [];
    const bull = queue.queues.open('housekeeping');
    const parts = (name: string) =>
      task(name, async (place) => {
        while ((await bull.getJobSchedulersCount()) < 2);
        order.push(name);
        const at = Number(place?.at ?? 0);
        return at < 4 ? { at: at + 1 } : null;
      });
    start(parts('one'), parts('two'));
    await done(10);
    expect(order.indexOf('two')).to.be.below(order.lastIndexOf('one'));
    expect(order.indexOf('one')).to.be.below(order.lastIndexOf('two'));
  });

  it('runs one task at a time however many workers there are', async () => {
    let running = 0;
    let most = 0;
    const slow = (name: string) =>
      task(name, async (place) => {
        most = Math.max(most, ++running);
        await queue.queues.connection.ping();
        running--;
        const at = Number(place?.at ?? 0);
        return at < 10 ? { at: at + 1 } : null;
      });
    for (let worker = 0; worker < 3; worker++) start(slow('one'), slow('two'), slow('three'));
    await queue.recorder.until(
      'all parts of all tasks ran',
      () => queue.recorder.count('housekeeping', 'completed') >= 33,
    );
    expect(most).to.equal(1);
  });

  it('tries a task again that failed', async () => {
    let attempts = 0;
    start(
      task('fragile', async () => {
        if (++attempts === 1) throw new Error('MongoDB is away');
        return null;
      }),
    );
    await done(1);
    expect(attempts).to.equal(2);
    expect(queue.recorder.count('housekeeping', 'retried')).to.equal(1);
  });

  it('keeps one schedule for each task', async () => {
    const once = task('daily', async () => null);
    const cron: Task = { ...once, name: 'nightly', due: { cronUtc: '40 3 * * *' } };
    // The daily one comes last, and runs at once: by then both are scheduled.
    start(cron, once);
    start(cron, once);
    await done(1);
    const schedulers = await queue.queues.open('housekeeping').getJobSchedulers();
    expect(schedulers.map(({ key }) => key)).to.have.members(['daily', 'nightly']);
  });
});
