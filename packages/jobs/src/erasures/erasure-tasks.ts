/** @module What is due for erasures again and again. */
import { ERASED_ID_MS, type ErasureStore, type UserStore } from '@crosstalk/domain';
import type { Task } from '../housekeeping/task.js';
import type { QueueSet } from '../queue/queue-set.js';
import { erasureJob } from './erasure-job.js';

const LOOK_EVERY_MS = 30_000;
/** Longer than the regular way to the job, and than one step of it, takes. A job that waits or runs is not enqueued twice. */
const IDLE_MS = 60_000;
const BATCH = 100;

/** Enqueues erasures again that got stuck: the gateway died before it could, Redis lost the job, or its attempts are used up. */
export function stuckErasuresTask(erasures: Pick<ErasureStore, 'unfinished'>, queues: QueueSet): Task {
  return {
    name: 'stuck-erasures',
    due: { everyMs: LOOK_EVERY_MS },
    run: async () => {
      const stuck = await erasures.unfinished(IDLE_MS, BATCH);
      if (stuck.length > 0) await queues.add('erasures', stuck.map(erasureJob));
      return null;
    },
  };
}

const FORGET_EVERY_MS = 3_600_000;

/** Forgets by which ids other systems knew erased people. */
export function forgetErasedIdsTask(users: Pick<UserStore, 'forgetErasedIds'>, now: () => number): Task {
  return {
    name: 'forget-erased-ids',
    due: { everyMs: FORGET_EVERY_MS },
    run: async () => {
      await users.forgetErasedIds(now() - ERASED_ID_MS);
      return null;
    },
  };
}
