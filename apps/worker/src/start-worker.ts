/** @module Composition root of a worker: reads no environment, ends no process. */
import { roomChannel } from '@crosstalk/domain';
import {
  createOutboxSweep,
  createRoomEffectsWorker,
  type JobWorker,
  type RoomEffectsPorts,
} from '@crosstalk/jobs';
import type { Storage } from '@crosstalk/storage';
import {
  askDependencies,
  createMetrics,
  createOpsServer,
  type Logger,
  type Metrics,
} from '@crosstalk/telemetry';
import { createRedis, type WorkerRedis } from './create-redis.js';
import { jobObserver } from './job-observer.js';
import type { WorkerConfig } from './read-config.js';
import { waitForStorage } from './wait-for-storage.js';

export interface RunningWorker {
  readonly opsPort: number;
  /** Lets the jobs that run end and releases everything. Idempotent. */
  stop(): Promise<void>;
}

/** For the jobs that run when the worker is told to stop. */
const JOBS_DEADLINE_MS = 8000;

/**
 * Starts the operations port at once, and the jobs as soon as MongoDB is there; Redis may come and go.
 * @throws the listen error of the operations port
 */
export async function startWorker(config: WorkerConfig, log: Logger): Promise<RunningWorker> {
  const metrics = createMetrics();
  const stopping = new AbortController();
  const redis = createRedis(config, log);
  let storage: Storage | null = null;
  let jobs: readonly JobWorker[] = [];
  const probes = {
    mongodb: async () => {
      if (storage === null) throw new Error('waiting for it');
      await storage.ping();
    },
    redis: () => redis.ping(),
    queue: () => redis.queues.producer.ping(),
  };
  const ready = () => askDependencies(probes, metrics);
  const ops = await createOpsServer({ metrics, ready, host: config.host, port: config.opsPort }).catch(
    (error) => {
      redis.close();
      throw error;
    },
  );
  log.info({ opsPort: ops.port }, 'operations port is open');
  const started = waitForStorage(config, log, stopping.signal).then((connected) => {
    storage = connected;
    if (connected === null || stopping.signal.aborted) return;
    jobs = startJobs({ config, storage: connected, redis, metrics, log });
    log.info('worker is running');
  });
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    stopping.abort();
    await started;
    await Promise.all(jobs.map((job) => job.close(JOBS_DEADLINE_MS)));
    redis.close();
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

interface JobDeps {
  readonly config: WorkerConfig;
  readonly storage: Storage;
  readonly redis: WorkerRedis;
  readonly metrics: Metrics;
  readonly log: Logger;
}

function startJobs({ config, storage, redis, metrics, log }: JobDeps): readonly JobWorker[] {
  const ports: RoomEffectsPorts = {
    effects: storage.effects,
    messages: storage.messages,
    search: storage.search,
    publishTip: (roomId, rev) =>
      redis.publisher.publish(roomChannel(roomId), [{ type: 'room.tip', roomId, rev }]),
    now: Date.now,
  };
  const options = {
    connection: redis.queues.consumer(),
    queuePrefix: config.queuePrefix,
    observer: jobObserver(metrics, log),
  };
  const { producer } = redis.queues;
  return [
    createOutboxSweep({ ...options, producer, effects: storage.effects, now: Date.now }),
    createRoomEffectsWorker({ ...options, ports, concurrency: config.concurrency }),
  ];
}
