import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createQueueConnections, QUEUE_NAMES, type QueueConnections, QueueSet } from '@crosstalk/jobs';
import { Redis } from 'ioredis';
import { Recorder } from './recorder.js';

export interface TestQueue {
  readonly connections: QueueConnections;
  readonly queuePrefix: string;
  readonly queues: QueueSet;
  readonly recorder: Recorder;
  connected(): Promise<void>;
  /** Removes every key of every queue and disconnects. */
  remove(): Promise<void>;
}

/** Connections to the real Redis, with keys that no other test has. */
export function openQueue(url = process.env.REDIS_URL): TestQueue {
  if (!url) throw new Error('REDIS_URL is not set: these tests need a real Redis.');
  const connections = createQueueConnections(({ name, patient }) => {
    const redis = new Redis(url, {
      connectionName: name,
      enableOfflineQueue: patient,
      maxRetriesPerRequest: patient ? null : 0,
      retryStrategy: () => 50,
    });
    redis.on('error', () => {});
    return redis;
  });
  const queuePrefix = `test-${randomUUID()}`;
  const recorder = new Recorder();
  const queues = new QueueSet({ connection: connections.producer, queuePrefix, observer: recorder });
  return {
    connections,
    queuePrefix,
    queues,
    recorder,
    connected: async () => {
      if (connections.producer.status !== 'ready') await once(connections.producer, 'ready');
    },
    remove: async () => {
      for (const name of QUEUE_NAMES) await queues.open(name).obliterate({ force: true });
      await queues.close();
      connections.close();
    },
  };
}
