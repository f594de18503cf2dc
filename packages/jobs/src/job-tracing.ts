import type { QueueName } from './queue/queues.js';

/** A job that something traced has asked for, until it is in its queue. */
export interface AskedJob {
  /** Goes with the payload of the job: W3C `traceparent` of whoever asked. */
  readonly traceparent: string;
  /** It is in its queue, or was refused. */
  done(outcome: 'enqueued' | 'failed'): void;
}

export interface TracedRun {
  readonly queue: QueueName;
  readonly name: string;
  readonly id: string | undefined;
  /** Counted from 1. */
  readonly attempt: number;
  readonly traceparent: string;
}

/** Follows jobs from who asks for them to who runs them, for traces. Must not throw. */
export interface JobTracing {
  /** A job is asked for by what runs now. Undefined when that is not traced. */
  asked(queue: QueueName): AskedJob | undefined;
  /** Around one run of a job that carries a `traceparent`. */
  run(run: TracedRun, work: () => Promise<void>): Promise<void>;
}

/** The `traceparent` that a payload carries, if it does. */
export function traceparentOf(payload: unknown): string | undefined {
  const { traceparent } = (payload ?? {}) as { readonly traceparent?: unknown };
  return typeof traceparent === 'string' ? traceparent : undefined;
}
