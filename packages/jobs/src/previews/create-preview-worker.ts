import { type JobWorker, startWorker, type WorkerOptions } from '../queue/start-worker.js';
import type { PreviewPayload } from './preview-job.js';
import type { PreviewPorts } from './preview-ports.js';
import { runPreview } from './run-preview.js';

export interface PreviewWorkerOptions extends WorkerOptions {
  readonly ports: PreviewPorts;
}

/** Looks at the pages that messages link. */
export function createPreviewWorker({ ports, ...options }: PreviewWorkerOptions): JobWorker {
  return startWorker<PreviewPayload>(options, {
    queue: 'previews',
    run: (payload, context) => runPreview(ports, payload, context),
  });
}
