import { Queue } from 'bullmq';
import type { EnqueueObserver } from '../job-observer.js';
import type { JobTracing } from '../job-tracing.js';
import type { QueueRedis } from './create-queue-connections.js';
import { type QueuedJob, withTraceparent } from './queued-job.js';
import { keyPrefix, type QueueName } from './queues.js';

export interface QueueSetOptions {
  /** A producer's connection; closed by its owner, after this. */
  readonly connection: QueueRedis;
  readonly queuePrefix: string;
  readonly observer: EnqueueObserver;
  readonly tracing?: JobTracing | undefined;
}

/** The queues of one process, for everything but taking jobs; each is opened when it is first used. */
export class QueueSet {
  readonly #options: QueueSetOptions;
  readonly #queues = new Map<QueueName, Queue>();

  constructor(options: QueueSetOptions) {
    this.#options = options;
  }

  get connection(): QueueRedis {
    return this.#options.connection;
  }

  open(name: QueueName): Queue {
    const known = this.#queues.get(name);
    if (known !== undefined) return known;
    const { connection, queuePrefix, observer } = this.#options;
    const queue = new Queue(name, { connection, prefix: keyPrefix(queuePrefix) });
    queue.on('error', (error) => observer.failed(name, error));
    this.#queues.set(name, queue);
    return queue;
  }

  /** Adds the jobs in one round trip. Counts what came of it. @throws Error while Redis is away, at once */
  async add(name: QueueName, jobs: readonly QueuedJob<object>[]): Promise<void> {
    const { observer, tracing } = this.#options;
    const asked = tracing?.asked(name);
    try {
      this.assertReady();
      await this.open(name).addBulk(jobs.map((job) => (asked ? withTraceparent(job, asked) : job)));
      observer.counted(name, 'enqueued', jobs.length);
      asked?.done('enqueued');
    } catch (error) {
      observer.counted(name, 'enqueue_failed', jobs.length);
      asked?.done('failed');
      throw error;
    }
  }

  /** Before its first connect a queue would wait for one without end, whatever the options of the client say. @throws Error */
  assertReady(): void {
    if (this.connection.status !== 'ready') throw new Error('The queue is not connected.');
  }

  /** Idempotent. */
  async close(): Promise<void> {
    await Promise.all([...this.#queues.values()].map((queue) => queue.close()));
  }
}
