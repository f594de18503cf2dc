/** @module Composition root of a worker: reads no environment, ends no process. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertKeepsJobs, type JobWorker, openWorkFolders, QueueSet } from '@crosstalk/jobs';
import type { Storage } from '@crosstalk/storage';
import {
  askDependencies,
  createMetrics,
  createOpsServer,
  type Logger,
  type Metrics,
  type OpsServer,
  storageObserver,
} from '@crosstalk/telemetry';
import { createBoard } from './board/create-board.js';
import { createRedis, type WorkerRedis } from './compose/create-redis.js';
import { measure } from './compose/measure.js';
import { type Outside, openOutside } from './compose/outside.js';
import { startJobs } from './compose/start-jobs.js';
import { waitForStorage } from './compose/wait-for-storage.js';
import { jobObserver } from './job-observer.js';
import type { WorkerConfig } from './read-config.js';

export interface RunningWorker {
  readonly opsPort: number;
  /** Lets the jobs that run end and releases everything. Idempotent. */
  stop(): Promise<void>;
}

/** For the jobs that run when the worker is told to stop. */
const JOBS_DEADLINE_MS = 8000;

/**
 * Starts the operations port at once, and the jobs as soon as MongoDB is there; Redis may come and go.
 * @throws the listen error of the operations port, Error of the work folder
 */
export async function startWorker(config: WorkerConfig, log: Logger): Promise<RunningWorker> {
  const metrics = createMetrics();
  metrics.jobs.declare({ queue: config.queues, outcome: ['completed', 'failed'] });
  const observer = jobObserver(metrics, log);
  const folders = await openWorkFolders(config.workFolder ?? join(tmpdir(), 'crosstalk-worker'));
  const stopping = new AbortController();
  const redis = createRedis(config, log, metrics);
  const { producer } = redis.queues;
  const queues = new QueueSet({ connection: producer, queuePrefix: config.queuePrefix, observer });
  let storage: Storage | null = null;
  let jobs: readonly JobWorker[] = [];
  let outside: Outside | null = null;
  const release = async (): Promise<void> => {
    await queues.close();
    redis.close();
    await folders.close();
  };
  const ops = await openOps({ config, metrics, redis, queues, storage: () => storage }).catch(
    async (error) => {
      await release();
      throw error;
    },
  );
  log.info({ opsPort: ops.port }, 'operations port is open');
  warnOfEviction(redis, log);
  const waiting = { log, signal: stopping.signal, observers: storageObserver(metrics) };
  const started = waitForStorage(config, waiting).then((connected) => {
    storage = connected;
    if (connected === null || stopping.signal.aborted) return;
    outside = openOutside({ config, metrics, secrets: connected.secrets });
    jobs = startJobs({ config, storage: connected, redis, queues, folders, observer, outside });
    log.info({ queues: config.queues }, 'worker is running');
  });
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    stopping.abort();
    await started;
    await Promise.all(jobs.map((job) => job.close(JOBS_DEADLINE_MS)));
    outside?.close();
    await release();
    await storage?.close();
    await ops.close();
  };
  return {
    opsPort: ops.port,
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

interface OpsDeps {
  readonly config: WorkerConfig;
  readonly metrics: Metrics;
  readonly redis: WorkerRedis;
  readonly queues: QueueSet;
  storage(): Storage | null;
}

function openOps({ config, metrics, redis, queues, storage }: OpsDeps): Promise<OpsServer> {
  const probes = {
    mongodb: async () => {
      const connected = storage();
      if (connected === null) throw new Error('waiting for it');
      await connected.ping();
    },
    redis: () => redis.ping(),
    queue: () => assertKeepsJobs(redis.queues.producer),
  };
  return createOpsServer({
    metrics,
    ready: () => askDependencies(probes, metrics),
    measure: () => measure(queues, metrics),
    host: config.host,
    port: config.opsPort,
    board: config.opsToken === undefined ? undefined : createBoard(queues, config.opsToken),
  });
}

/** Once for each connection; `/readyz` says it all the time. */
function warnOfEviction(redis: WorkerRedis, log: Logger): void {
  const { producer } = redis.queues;
  producer.on('ready', () => {
    assertKeepsJobs(producer).catch((err: unknown) => {
      if (producer.status === 'ready') log.error({ err }, 'the Redis of the queues is not fit for jobs');
    });
  });
}
