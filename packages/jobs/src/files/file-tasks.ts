/** @module What is due for files again and again. */
import type { FileStore } from '@crosstalk/domain';
import type { Task } from '../housekeeping/task.js';
import type { QueueSet } from '../queue/queue-set.js';
import { fileJob } from './file-job.js';

const LOOK_EVERY_MS = 30_000;
/** Longer than the regular way to the job takes. A file whose job waits or runs is not enqueued twice. */
const STUCK_MS = 60_000;
const STUCK_BATCH = 1000;

/** Enqueues files again that are `processing` for long: their gateway died, Redis lost the job, or its attempts are used up. */
export function stuckFilesTask(files: Pick<FileStore, 'stuckProcessing'>, queues: QueueSet): Task {
  return {
    name: 'stuck-files',
    due: { everyMs: LOOK_EVERY_MS },
    run: async () => {
      const stuck = await files.stuckProcessing(STUCK_MS, STUCK_BATCH);
      if (stuck.length > 0) {
        await queues.add(
          'files',
          stuck.map((fileId) => fileJob('files', { fileId })),
        );
      }
      return null;
    },
  };
}

/** Longer than an upload can take. */
const ORPHANED_MS = 86_400_000;
const ORPHAN_BATCH = 500;

/** Removes bytes that no file names any more. */
export function orphanBlobsTask(files: Pick<FileStore, 'deleteOrphanBlobs'>): Task {
  return {
    name: 'orphan-blobs',
    due: { cronUtc: '40 3 * * *' },
    run: async () => {
      const looked = await files.deleteOrphanBlobs(ORPHANED_MS, ORPHAN_BATCH);
      return looked < ORPHAN_BATCH ? null : {};
    },
  };
}
