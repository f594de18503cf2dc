import type { QueueSet } from './queue-set.js';
import { QUEUE_NAMES, type QueueName } from './queues.js';

/** `waiting`: due now. `delayed`: due later, a further attempt among them. `failed`: for good, kept to be looked at. */
export const JOB_STATES = ['waiting', 'active', 'delayed', 'failed'] as const;
export type JobState = (typeof JOB_STATES)[number];

export interface QueueMeasure {
  readonly queue: QueueName;
  readonly jobs: Readonly<Record<JobState, number>>;
  /** Milliseconds since the job was added that waits longest; 0 when none waits. */
  readonly oldestWaitingMs: number;
}

/** How full every queue is, for the whole cluster. @throws Error while Redis is away */
export function measureQueues(queues: QueueSet, now: () => number): Promise<readonly QueueMeasure[]> {
  queues.assertReady();
  return Promise.all(
    QUEUE_NAMES.map(async (name) => {
      const queue = queues.open(name);
      const [counts, oldest] = await Promise.all([
        queue.getJobCounts('wait', 'prioritized', 'active', 'delayed', 'failed'),
        queue.getJobs(['wait'], 0, 0, true),
      ]);
      const { wait = 0, prioritized = 0, active = 0, delayed = 0, failed = 0 } = counts;
      const since = oldest[0] === undefined ? null : oldest[0].timestamp + (oldest[0].opts.delay ?? 0);
      return {
        queue: name,
        jobs: { waiting: wait + prioritized, active, delayed, failed },
        oldestWaitingMs: since === null ? 0 : Math.max(0, now() - since),
      };
    }),
  );
}
