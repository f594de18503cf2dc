import { once } from 'node:events';
import { connectRedis, parseRedisUrl } from '@crosstalk/cluster';
import { createQueueConnections, QueueSet } from '@crosstalk/jobs';
import type { TestWorld } from './test-world.js';

const observer = { counted: () => undefined, failed: () => undefined };

/** Hands over the queues of the world, as a gateway or the scheduler writes into them, and closes them. */
export async function withQueues(
  { environment }: TestWorld,
  use: (queues: QueueSet) => Promise<unknown>,
): Promise<void> {
  const { REDIS_URL = '', QUEUE_PREFIX: queuePrefix = '' } = environment;
  const connections = createQueueConnections((role) => connectRedis(parseRedisUrl(REDIS_URL), '3', role));
  const { producer: connection } = connections;
  if (connection.status !== 'ready') await once(connection, 'ready');
  const queues = new QueueSet({ connection, queuePrefix, observer });
  await use(queues);
  await queues.close();
  connections.close();
}
