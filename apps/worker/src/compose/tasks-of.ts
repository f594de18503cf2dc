import { createRetention } from '@crosstalk/domain';
import {
  forgetErasedIdsTask,
  mendUnreadTask,
  orphanBlobsTask,
  retentionTask,
  stuckErasuresTask,
  stuckFilesTask,
  type Task,
} from '@crosstalk/jobs';
import type { JobDeps } from './job-deps.js';

/** Every task of the housekeeping. */
export function tasksOf({ config, storage, queues, observer }: JobDeps): readonly Task[] {
  const removeOld = createRetention({ ...storage, clock: { now: Date.now } });
  return [
    stuckErasuresTask(storage.erasures, queues),
    forgetErasedIdsTask(storage.users, Date.now),
    stuckFilesTask(storage.files, queues),
    orphanBlobsTask(storage.files),
    mendUnreadTask(storage.effects, observer),
    retentionTask({
      rooms: storage.rooms,
      tenantDays: config.retention ?? new Map(),
      removeOld,
      removed: (messages) => observer.expired(messages),
    }),
  ];
}
