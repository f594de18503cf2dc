import { type JobWorker, startWorker, type WorkerOptions } from '../queue/start-worker.js';
import type { ErasurePayload } from './erasure-job.js';

export interface ErasureWorkerOptions extends WorkerOptions {
  /** Goes on where the erasure is, to its end. */
  erase(erasureId: string, signal: AbortSignal): Promise<unknown>;
}

/** Runs the jobs of erasures. */
export function createErasureWorker(options: ErasureWorkerOptions): JobWorker {
  return startWorker<ErasurePayload>(options, {
    queue: 'erasures',
    run: async ({ erasureId }, { signal }) => {
      await options.erase(erasureId, signal);
    },
  });
}
