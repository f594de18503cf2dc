import type { QueuedJob } from '../queue/queued-job.js';
import { jobOptions } from '../queue/queues.js';

export interface ErasurePayload {
  readonly erasureId: string;
}

/** The job of an erasure as a queue entry; one of each at a time. */
export function erasureJob(erasureId: string): QueuedJob<ErasurePayload> {
  return {
    name: 'erasure',
    data: { erasureId },
    opts: { ...jobOptions('erasures'), deduplication: { id: `erasure-${erasureId}` } },
  };
}
