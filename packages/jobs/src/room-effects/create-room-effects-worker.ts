import type { RoomEffectsPorts } from '../ports.js';
import { type JobWorker, startWorker, type WorkerOptions } from '../queue/start-worker.js';
import type { RoomEffectsPayload } from './room-effects-job.js';
import { runRoomEffects } from './run-room-effects.js';

export interface RoomEffectsWorkerOptions extends WorkerOptions {
  readonly ports: RoomEffectsPorts;
  /** Rooms at a time; each has no more than one job running. */
  readonly concurrency?: number;
}

/** Runs the jobs of rooms. */
export function createRoomEffectsWorker(options: RoomEffectsWorkerOptions): JobWorker {
  return startWorker<RoomEffectsPayload>(options, {
    queue: 'room-effects',
    concurrency: options.concurrency,
    run: ({ roomId }) => runRoomEffects(options.ports, roomId),
  });
}
