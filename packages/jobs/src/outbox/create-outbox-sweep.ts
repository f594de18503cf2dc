import { Queue } from 'bullmq';
import type { EffectsStore } from '../ports.js';
import type { QueueRedis } from '../queue/create-queue-connections.js';
import {
  keyPrefix,
  OUTBOX_SWEEP,
  ROOM_EFFECTS,
  type RoomEffectsPayload,
  roomEffectsJob,
  sweepJob,
} from '../queue/queues.js';
import { type JobWorker, startWorker, type WorkerOptions } from '../queue/start-worker.js';

export interface OutboxSweepOptions extends WorkerOptions {
  /** For adding jobs, while `connection` takes them. */
  readonly producer: QueueRedis;
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
  const { observer, producer } = options;
  const prefix = keyPrefix(options.queuePrefix);
  const rooms = new Queue<RoomEffectsPayload>(ROOM_EFFECTS, { connection: producer, prefix });
  const sweeps = new Queue(OUTBOX_SWEEP, { connection: producer, prefix });
  const onError = (error: unknown) => observer.failed(OUTBOX_SWEEP, error);
  rooms.on('error', onError);
  sweeps.on('error', onError);
  // On every connect, because the schedule is gone with the data of a Redis that came back empty.
  const schedule = () => {
    sweeps.upsertJobScheduler('sweep', { every: SWEEP_EVERY_MS }, sweepJob).catch(onError);
  };
  producer.on('ready', schedule);
  if (producer.status === 'ready') schedule();
  const worker = startWorker(options, {
    queue: OUTBOX_SWEEP,
    concurrency: 1,
    run: async () => {
      const overdue = await options.effects.dirtyRooms(OVERDUE_MS, BATCH);
      const oldest = Math.min(...overdue.map((room) => room.dirtyAt));
      observer.swept(overdue.length, overdue.length === 0 ? 0 : Math.max(0, options.now() - oldest));
      if (overdue.length === 0) return;
      await rooms.addBulk(overdue.map((room) => roomEffectsJob(room.roomId)));
      observer.counted(ROOM_EFFECTS, 'enqueued', overdue.length);
    },
  });
  return {
    close: async (deadlineMs) => {
      producer.removeListener('ready', schedule);
      await worker.close(deadlineMs);
      await Promise.all([rooms.close(), sweeps.close()]);
    },
  };
}
