export * from './bull-side-effects.js';
export * from './erasures/create-erasure-worker.js';
export { type ErasurePayload, erasureJob } from './erasures/erasure-job.js';
export * from './erasures/erasure-tasks.js';
export * from './files/create-file-worker.js';
export {
  type FilePayload,
  type FileQueue,
  fileJob,
  type LatecomersPayload,
  latecomersJob,
} from './files/file-job.js';
export * from './files/file-tasks.js';
export * from './files/run-file-job.js';
export * from './files/work-folders.js';
export * from './housekeeping/create-housekeeping.js';
export type { Task, TaskPlace } from './housekeeping/task.js';
export * from './job-observer.js';
export type { AskedJob, JobTracing, TracedRun } from './job-tracing.js';
export * from './jobs-settings.js';
export * from './notices/create-notice-workers.js';
export * from './notices/digest-text.js';
export * from './notices/notice-jobs.js';
export * from './notices/notice-ports.js';
export * from './notices/run-digest.js';
export * from './notices/run-notices.js';
export * from './notices/run-push.js';
export * from './notices/run-webhook.js';
export * from './outbox/create-outbox-sweep.js';
export * from './ports.js';
export * from './previews/create-preview-worker.js';
export * from './previews/preview-job.js';
export type { PageOutcome, PreviewPorts } from './previews/preview-ports.js';
export * from './previews/run-preview.js';
export * from './queue/assert-keeps-jobs.js';
export * from './queue/create-queue-connections.js';
export * from './queue/measure-queues.js';
export { QueueSet, type QueueSetOptions } from './queue/queue-set.js';
export type { QueuedJob } from './queue/queued-job.js';
export { QUEUE_NAMES, QUEUE_TABLE, type QueueName, type QueueRow } from './queue/queues.js';
export type { JobContext, JobWorker, WorkerOptions } from './queue/start-worker.js';
export * from './retention/retention-task.js';
export * from './room-effects/create-room-effects-worker.js';
export * from './room-effects/mend-unread-task.js';
export { type RoomEffectsPayload, roomEffectsJob } from './room-effects/room-effects-job.js';
export * from './room-effects/run-room-effects.js';
