import type { EffectsStore } from '../ports.js';
import { onEachConnect } from '../queue/on-each-connect.js';
import type { QueueSet } from '../queue/queue-set.js';
import { jobOptions } from '../queue/queues.js';
import { type JobWorker, startWorker, type WorkerOptions } from '../queue/start-worker.js';
import { roomEffectsJob } from '../room-effects/room-effects-job.js';

export interface OutboxSweepOptions extends WorkerOptions {
  /** For adding jobs, while `connection` takes them. */
  readonly queues: QueueSet;
  readonly effects: Pick<EffectsStore, 'dirtyRooms'>;
  now(): number;
}

const SWEEP_EVERY_MS = 2000;
/** Longer than the regular way of a room's job takes. */
const OVERDUE_MS = 3000;
/** Rooms of one sweep; the rest of a long outage comes with the next ones. */
const BATCH = 2000;

/**
 * Finds rooms whose side effects are overdue, because their gateway died between store and enqueue or because Redis was away, and
 * enqueues their jobs. However many workers run, one sweep is due every two seconds.
 */
export function createOutboxSweep(options: OutboxSweepOptions): JobWorker {
  const { observer, queues } = options;
  // On every connect, because the schedule is gone with the data of a Redis that came back empty.
  const unschedule = onEachConnect(queues.connection, () => {
    queues
      .open('outbox-sweep')
      .upsertJobScheduler(
        'sweep',
        { every: SWEEP_EVERY_MS },
        { name: 'sweep', opts: jobOptions('outbox-sweep') },
      )
      .catch((error: unknown) => observer.failed('outbox-sweep', error));
  });
  const worker = startWorker(options, {
    queue: 'outbox-sweep',
    run: async () => {
      const overdue = await options.effects.dirtyRooms(OVERDUE_MS, BATCH);
      const oldest = Math.min(...overdue.map((room) => room.dirtyAt));
      observer.swept(overdue.length, overdue.length === 0 ? 0 : Math.max(0, options.now() - oldest));
      if (overdue.length === 0) return;
      await queues.add(
        'room-effects',
        overdue.map((room) => roomEffectsJob(room.roomId)),
      );
    },
  });
  return {
    close: (deadlineMs) => {
      unschedule();
      return worker.close(deadlineMs);
    },
  };
}
