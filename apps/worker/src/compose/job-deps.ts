import type {
  Channels,
  JobObserver,
  NoticePorts,
  PreviewPorts,
  QueueSet,
  WorkFolders,
} from '@crosstalk/jobs';
import type { Storage } from '@crosstalk/storage';
import type { WorkerConfig } from '../read-config.js';
import type { WorkerRedis } from './create-redis.js';

/** What lies beyond the cluster: push services, webhooks, mail servers, linked pages. */
export interface Outside {
  readonly channels: Channels;
  readonly readPage: PreviewPorts['readPage'];
  readonly noticed: NoticePorts['noticed'];
  readonly previewed: PreviewPorts['previewed'];
  /** Idempotent. */
  close(): void;
}

/** What the jobs of a worker are made of. */
export interface JobDeps {
  readonly config: WorkerConfig;
  readonly storage: Storage;
  readonly redis: WorkerRedis;
  readonly queues: QueueSet;
  readonly folders: WorkFolders;
  readonly observer: JobObserver;
  readonly outside: Outside;
}
