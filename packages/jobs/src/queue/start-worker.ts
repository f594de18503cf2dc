import { type Job, Worker } from 'bullmq';
import type { JobObserver } from '../job-observer.js';
import { type JobTracing, traceparentOf } from '../job-tracing.js';
import type { QueueRedis } from './create-queue-connections.js';
import { keyPrefix, QUEUE_TABLE, type QueueName } from './queues.js';

export interface JobWorker {
  /** Lets the jobs that run end, up to `deadlineMs`; those cut off are taken up by another worker. Idempotent. */
  close(deadlineMs: number): Promise<void>;
}

export interface WorkerOptions {
  /** A consumer's connection; closed by its owner, after the worker. */
  readonly connection: QueueRedis;
  readonly queuePrefix: string;
  readonly observer: JobObserver;
  readonly tracing?: JobTracing | undefined;
}

export interface JobContext {
  /** Which task of the queue, where it has several. */
  readonly name: string;
  /** Aborted when the worker must end and the job takes too long for that. */
  readonly signal: AbortSignal;
  /** No attempt comes after this one. */
  readonly lastAttempt: boolean;
  /** Whether an earlier run of this job was begun, and failed or was cut off. */
  readonly isRerun: boolean;
  /** Times that a worker died over this job, or lost it. */
  readonly timesCutOff: number;
  /** What an earlier run of this job saved; undefined when none did. */
  readonly saved: unknown;
  /** Kept with the job, for a run after this one. JSON. */
  save(progress: object): Promise<void>;
}

export interface JobRun<Payload> {
  readonly queue: QueueName;
  /** Jobs at a time instead of what the table says. */
  readonly concurrency?: number | undefined;
  run(payload: Payload, context: JobContext): Promise<void>;
}

/** How often a worker looks for jobs of dead workers; it takes one up the second time that it finds it. */
const STALLED_CHECK_MS = 2000;
/** For jobs to hear that they are cancelled. */
const CANCEL_MS = 1000;

/** Takes jobs of the queue from now on. Keeps on while Redis is away. */
export function startWorker<Payload>(options: WorkerOptions, work: JobRun<Payload>): JobWorker {
  const { observer } = options;
  const { queue } = work;
  const row = QUEUE_TABLE[queue];
  const process = async (job: Job<Payload>, _token?: string, signal?: unknown): Promise<void> => {
    const startedAt = performance.now();
    try {
      const run = () => work.run(job.data, contextOf(job, signal));
      await (options.tracing ? followed(options.tracing, { queue, job, run }) : run());
    } finally {
      observer.took(queue, performance.now() - startedAt);
    }
  };
  const worker = new Worker<Payload>(queue, process, {
    connection: options.connection,
    prefix: keyPrefix(options.queuePrefix),
    concurrency: work.concurrency ?? row.concurrency,
    lockDuration: row.lockMs,
    stalledInterval: STALLED_CHECK_MS,
    // A rolling restart may cut a job off several times; that is no fault of the job.
    maxStalledCount: 10,
    // After an error of Redis; the default of 15 s is longer than a room may wait.
    runRetryDelay: 1000,
  });
  worker.on('completed', () => observer.counted(queue, 'completed', 1));
  worker.on('failed', (job, error) => {
    observer.counted(queue, 'failed', 1);
    if (job !== undefined && !job.finishedOn) observer.counted(queue, 'retried', 1);
    observer.failed(queue, error);
  });
  worker.on('stalled', () => observer.counted(queue, 'stalled', 1));
  worker.on('error', (error) => observer.failed(queue, error));
  return { close: (deadlineMs) => closeWithin(worker, options.connection, deadlineMs) };
}

interface Run {
  readonly queue: QueueName;
  readonly job: Job;
  run(): Promise<void>;
}

function followed(tracing: JobTracing, { queue, job, run }: Run): Promise<void> {
  const traceparent = traceparentOf(job.data);
  if (traceparent === undefined) return run();
  const { name, id, attemptsMade } = job;
  return tracing.run({ queue, name, id, attempt: attemptsMade + 1, traceparent }, run);
}

function contextOf(job: Job, signal: unknown): JobContext {
  return {
    name: job.name,
    signal: signal instanceof AbortSignal ? signal : new AbortController().signal,
    lastAttempt: job.attemptsMade + 1 >= (job.opts.attempts ?? 1),
    isRerun: job.attemptsMade > 0 || job.stalledCounter > 0,
    timesCutOff: job.stalledCounter,
    saved: typeof job.progress === 'object' ? job.progress : undefined,
    save: (progress) => job.updateProgress(progress),
  };
}

type Closable = Pick<Worker, 'close' | 'disconnect' | 'cancelAllJobs'>;

async function closeWithin(worker: Closable, connection: QueueRedis, deadlineMs: number): Promise<void> {
  // Without Redis no job can be ended in good order, and the worker would wait for that: it is let go of by force.
  const closed = worker.close(connection.status !== 'ready');
  if (await endsWithin(closed, deadlineMs)) return;
  worker.cancelAllJobs('the worker ends');
  if (await endsWithin(closed, CANCEL_MS)) return;
  void worker.disconnect().catch(() => {});
}

async function endsWithin(work: Promise<void>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const ended = await Promise.race([work.then(() => true), late]);
  clearTimeout(timer);
  return ended;
}
