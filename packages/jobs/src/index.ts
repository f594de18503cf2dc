export * from './bull-side-effects.js';
export * from './job-observer.js';
export * from './jobs-settings.js';
export * from './outbox/create-outbox-sweep.js';
export * from './ports.js';
export * from './queue/create-queue-connections.js';
export {
  OUTBOX_SWEEP,
  type QueueName,
  ROOM_EFFECTS,
  type RoomEffectsPayload,
  roomEffectsJob,
} from './queue/queues.js';
export type { JobWorker, WorkerOptions } from './queue/start-worker.js';
export * from './room-effects/create-room-effects-worker.js';
export * from './room-effects/run-room-effects.js';
