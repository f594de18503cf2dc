import type { Tracer } from '../tracer.js';

interface AskedJob {
  readonly traceparent: string;
  done(outcome: 'enqueued' | 'failed'): void;
}
interface Run {
  readonly queue: string;
  readonly name: string;
  readonly id: string | undefined;
  readonly attempt: number;
  readonly traceparent: string;
}

/** As `JobTracing` of the package `jobs` asks for it. */
export interface TraceJobs {
  asked(queue: string): AskedJob | undefined;
  run(run: Run, work: () => Promise<void>): Promise<void>;
}

/**
 * Follows jobs from who asks for them to who runs them. A job that covers several changes belongs to the trace of the first that was
 * sampled. Jobs that nobody traced asked for, such as sweeps, have no trace.
 */
export function traceJobs(tracer: Tracer): TraceJobs {
  return {
    asked(queue) {
      const parent = tracer.current();
      const span =
        parent &&
        tracer.child(parent, `enqueue ${queue}`, {
          kind: 'producer',
          attributes: {
            'messaging.system': 'bullmq',
            'messaging.operation.name': 'enqueue',
            'messaging.operation.type': 'send',
            'messaging.destination.name': queue,
          },
        });
      if (!span) return undefined;
      return {
        traceparent: span.traceparent,
        done(outcome) {
          if (outcome === 'failed') span.fail('queue_unavailable', true);
          span.end();
        },
      };
    },
    async run({ queue, name, id, attempt, traceparent }, work) {
      const span = tracer.continued(traceparent, `process ${queue}`, {
        kind: 'consumer',
        attributes: {
          'messaging.system': 'bullmq',
          'messaging.operation.name': 'process',
          'messaging.operation.type': 'process',
          'messaging.destination.name': queue,
          'crosstalk.job.name': name,
          'crosstalk.job.attempt': attempt,
          ...(id === undefined ? {} : { 'messaging.message.id': id }),
        },
      });
      if (span === null) return work();
      try {
        await tracer.run(span, work);
      } catch (error) {
        span.fail(error instanceof Error ? error.name : 'error', true);
        throw error;
      } finally {
        span.end();
      }
    },
  };
}
