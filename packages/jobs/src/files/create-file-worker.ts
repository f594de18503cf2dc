import type { FileJobPorts } from '../ports.js';
import { type JobWorker, startWorker, type WorkerOptions } from '../queue/start-worker.js';
import { type FilePayload, type FileQueue, LATECOMERS, type LatecomersPayload } from './file-job.js';
import { runFileJob } from './run-file-job.js';
import { tellCarriers } from './tell-carriers.js';

export interface FileWorkerOptions extends WorkerOptions {
  readonly ports: FileJobPorts;
  readonly queue: FileQueue;
  /** Files at a time. */
  readonly concurrency?: number;
}

/** Runs the jobs of files in one of their two queues. */
export function createFileWorker(options: FileWorkerOptions): JobWorker {
  const { ports, queue, concurrency } = options;
  return startWorker<FilePayload | LatecomersPayload>(options, {
    queue,
    concurrency,
    run: (payload, context) => {
      if (context.name === LATECOMERS && 'told' in payload) {
        return tellCarriers(ports, { fileId: payload.fileId, told: new Set(payload.told) });
      }
      return runFileJob(ports, { queue, payload, context });
    },
  });
}
