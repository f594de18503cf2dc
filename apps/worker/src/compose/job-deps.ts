import type { JobObserver, QueueSet, WorkFolders } from '@crosstalk/jobs';
import type { Storage } from '@crosstalk/storage';
import type { WorkerConfig } from '../read-config.js';
import type { WorkerRedis } from './create-redis.js';
import type { Outside } from './outside.js';
import type { WorkerTracing } from './tracing-hooks.js';

/** What the jobs of a worker are made of. */
export interface JobDeps {
  readonly config: WorkerConfig;
  readonly storage: Storage;
  readonly redis: WorkerRedis;
  readonly queues: QueueSet;
  readonly folders: WorkFolders;
  readonly observer: JobObserver;
  readonly outside: Outside;
  /** Null: tracing is off. */
  readonly tracing: WorkerTracing | null;
}
