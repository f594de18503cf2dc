/** @module Every queue by name, and how its jobs are run and tried again. A new queue is one row here and its name among the labels of the metrics. */
import type { JobsOptions } from 'bullmq';

export interface QueueRow {
  /** For people who look at the board or the documents. */
  readonly purpose: string;
  /** Jobs that one worker runs at a time unless its settings say otherwise. */
  readonly concurrency: number;
  /**
   * How long a job of a killed worker stays with it. A worker whose event loop stood still for longer sees its job run twice, which must do
   * no harm: every job is idempotent.
   */
  readonly lockMs: number;
  /** Runs of a job until it counts as failed for good. */
  readonly attempts: number;
  /** Wait before the second run; it doubles with each one after, and varies by half. */
  readonly backoffMs: number;
}

export const QUEUE_TABLE = {
  'room-effects': {
    purpose: 'Tip, search index and unread counters of a room that changed',
    concurrency: 10,
    // Short, because a room waits for its job meanwhile.
    lockMs: 5000,
    attempts: 5,
    backoffMs: 500,
  },
  'outbox-sweep': {
    purpose: 'Finds rooms whose job was lost',
    concurrency: 1,
    lockMs: 5000,
    // Not tried again: the next one is due in seconds.
    attempts: 1,
    backoffMs: 0,
  },
  files: {
    purpose: 'Looks at uploaded files; hands recordings and large ones on to films',
    concurrency: 3,
    lockMs: 15_000,
    attempts: 8,
    backoffMs: 2000,
  },
  films: {
    purpose: 'Looks at recordings and at large files',
    concurrency: 1,
    lockMs: 15_000,
    attempts: 8,
    backoffMs: 2000,
  },
  erasures: {
    purpose: 'Removes everything of people who are erased',
    concurrency: 2,
    lockMs: 15_000,
    attempts: 8,
    backoffMs: 5000,
  },
  notices: {
    purpose: 'Finds the offline members of a room who have something to read',
    concurrency: 5,
    lockMs: 10_000,
    attempts: 5,
    backoffMs: 1000,
  },
  pushes: {
    purpose: 'Push messages to browsers',
    concurrency: 20,
    lockMs: 10_000,
    attempts: 5,
    backoffMs: 5000,
  },
  webhooks: {
    purpose: 'Deliveries to webhooks of host systems',
    concurrency: 20,
    lockMs: 10_000,
    attempts: 8,
    // The last attempt comes about twenty minutes after the first.
    backoffMs: 10_000,
  },
  digests: {
    purpose: 'Mails of what stays unread',
    concurrency: 2,
    lockMs: 60_000,
    attempts: 5,
    backoffMs: 60_000,
  },
  previews: {
    purpose: 'Looks at the pages that messages link',
    concurrency: 4,
    lockMs: 15_000,
    attempts: 3,
    backoffMs: 2000,
  },
  housekeeping: {
    purpose: 'Scheduled tasks, one at a time in the whole cluster',
    concurrency: 1,
    lockMs: 15_000,
    attempts: 3,
    backoffMs: 5000,
  },
} as const satisfies Readonly<Record<string, QueueRow>>;

export type QueueName = keyof typeof QUEUE_TABLE;
export const QUEUE_NAMES = Object.keys(QUEUE_TABLE) as readonly QueueName[];

const DAY_SECONDS = 86_400;

/** Failed jobs stay for a week so that someone can look; done ones only for as long as they are of interest on a board. */
export function jobOptions(queue: QueueName): JobsOptions {
  const { attempts, backoffMs } = QUEUE_TABLE[queue];
  return {
    removeOnComplete: { age: 600, count: 500 },
    removeOnFail: { age: 7 * DAY_SECONDS, count: 5000 },
    attempts,
    ...(attempts > 1 && { backoff: { type: 'exponential', delay: backoffMs, jitter: 0.5 } }),
  };
}

/** Keys of one queue get one hash tag, so that they are in one slot of a Redis Cluster. */
export function keyPrefix(queuePrefix: string): string {
  return `{${queuePrefix}}`;
}
