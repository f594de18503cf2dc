import type { EventTracing } from '@crosstalk/cluster';
import type { JobTracing } from '@crosstalk/jobs';
import type { StorageTracing } from '@crosstalk/storage';
import { type Tracer, traceEvents, traceJobs, traceStorage } from '@crosstalk/tracing';

export interface WorkerTracing {
  readonly storage: StorageTracing;
  readonly events: EventTracing;
  readonly jobs: JobTracing;
  /** Sends what is left, for two seconds at most. */
  close(): Promise<void>;
}

/** What the packages let be followed, as spans. Made only when tracing is on. */
export function tracingHooks(tracer: Tracer): WorkerTracing {
  return {
    storage: traceStorage(tracer),
    events: traceEvents(tracer).tracing,
    jobs: traceJobs(tracer),
    close: () => tracer.close(),
  };
}
