import { type Job, Worker } from 'bullmq';
import type { JobObserver } from '../job-observer.js';
import type { QueueRedis } from './create-queue-connections.js';
import { keyPrefix, type QueueName } from './queues.js';

export interface JobWorker {
  /** Lets the jobs that run end, up to `deadlineMs`; those cut off are taken up by another worker. Idempotent. */
  close(deadlineMs: number): Promise<void>;
}

export interface WorkerOptions {
  /** A consumer's connection; closed by its owner, after the worker. */
  readonly connection: QueueRedis;
  readonly queuePrefix: string;
  readonly observer: JobObserver;
}

export interface JobRun<Payload> {
  readonly queue: QueueName;
  readonly concurrency: number;
  run(payload: Payload): Promise<void>;
}

/**
 * How long a job of a killed worker stays with it. Short, because a room waits for its job meanwhile; a worker whose event loop stood
 * still for longer sees its job run twice, which does no harm.
 */
const LOCK_MS = 5000;
/** How often a worker looks for such jobs; it takes one up the second time that it finds it. */
const STALLED_CHECK_MS = 2000;

/** Takes jobs of the queue from now on. Keeps on while Redis is away. */
export function startWorker<Payload>(options: WorkerOptions, work: JobRun<Payload>): JobWorker {
  const { observer } = options;
  const worker = new Worker<Payload>(work.queue, (job: Job<Payload>) => work.run(job.data), {
    connection: options.connection,
    prefix: keyPrefix(options.queuePrefix),
    concurrency: work.concurrency,
    lockDuration: LOCK_MS,
    stalledInterval: STALLED_CHECK_MS,
    // A rolling restart may cut a job off several times; that is no fault of the job.
    maxStalledCount: 10,
    // After an error of Redis; the default of 15 s is longer than a room may wait.
    runRetryDelay: 1000,
  });
  worker.on('completed', () => observer.counted(work.queue, 'completed', 1));
  worker.on('failed', (_job, error) => {
    observer.counted(work.queue, 'failed', 1);
    observer.failed(work.queue, error);
  });
  worker.on('stalled', () => observer.counted(work.queue, 'stalled', 1));
  worker.on('error', (error) => observer.failed(work.queue, error));
  return { close: (deadlineMs) => closeWithin(worker, options.connection, deadlineMs) };
}

type Closable = Pick<Worker, 'close' | 'disconnect'>;

async function closeWithin(worker: Closable, connection: QueueRedis, deadlineMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), deadlineMs);
  });
  // Without Redis no job can be ended in good order, and the worker would wait for that: it is let go of by force.
  const outcome = await Promise.race([worker.close(connection.status !== 'ready'), deadline]);
  clearTimeout(timer);
  if (outcome === 'late') void worker.disconnect().catch(() => {});
}
