import type { QueueName } from './queue/queues.js';

export type JobOutcome = 'completed' | 'failed' | 'retried' | 'enqueued' | 'enqueue_failed' | 'stalled';

/** Where those who add jobs tell what happened, for metrics and the log. Its methods must not throw. */
export interface EnqueueObserver {
  /** A job, or a number of them, came to this. `failed` counts every failed attempt, `retried` those with another one after them. */
  counted(queue: QueueName, outcome: JobOutcome, count: number): void;
  /** An error of a job or of the queue; expected while Redis or MongoDB is away. */
  failed(queue: QueueName, error: unknown): void;
}

/** Where the jobs tell what happened. */
export interface JobObserver extends EnqueueObserver {
  /** One run of a job ended, well or not, after this many milliseconds. */
  took(queue: QueueName, ms: number): void;
  /** What a sweep found: overdue rooms and the age of the oldest in milliseconds, 0 when there is none. */
  swept(rooms: number, oldestMs: number): void;
  /** Unread counters that were wrong without a reason, and are right now. */
  mended(counters: number): void;
  /** Messages that were older than their room keeps are gone. */
  expired(messages: number): void;
  /** A file was looked at; `reason` when it is refused. */
  fileDone(outcome: 'ready' | 'rejected', reason?: string): void;
}
