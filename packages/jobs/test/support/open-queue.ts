import { randomUUID } from 'node:crypto';
import { createQueueConnections, type QueueConnections } from '@crosstalk/jobs';
import { Redis } from 'ioredis';

export interface TestQueue {
  readonly connections: QueueConnections;
  readonly queuePrefix: string;
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
  return { connections, queuePrefix: `test-${randomUUID()}` };
}
