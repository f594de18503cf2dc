import { measureQueues, type QueueSet } from '@crosstalk/jobs';
import type { Metrics } from '@crosstalk/telemetry';

/** Sets the gauges of the queues. @throws Error while Redis is away; they keep what they had */
export async function measure(queues: QueueSet, metrics: Metrics): Promise<void> {
  for (const { queue, jobs, oldestWaitingMs } of await measureQueues(queues, Date.now)) {
    for (const [state, count] of Object.entries(jobs) as [keyof typeof jobs, number][]) {
      metrics.queueJobs.with({ queue, state }).set(count);
    }
    metrics.queueOldestSeconds.with({ queue }).set(oldestWaitingMs / 1000);
  }
}
