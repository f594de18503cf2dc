import type { Cluster, Redis } from 'ioredis';

export type QueueRedis = Redis | Cluster;

/**
 * Opens a client of the queue's Redis, be it a single server, Sentinel or a Cluster. A patient one waits for Redis without end
 * (`maxRetriesPerRequest: null`), the other fails at once while it is away (no offline queue). Neither may have a `keyPrefix`.
 */
export type OpenQueueRedis = (role: { readonly name: string; readonly patient: boolean }) => QueueRedis;

export interface QueueConnections {
  /** For adding jobs: fails at once while Redis is away. */
  readonly producer: QueueRedis;
  /** For taking jobs: waits for Redis as long as it takes. Opened on first use, because a gateway takes none. */
  consumer(): QueueRedis;
  /** After the queues and workers that use them. Idempotent. */
  close(): void;
}

/** The clients of the job queues; they reconnect by themselves. */
export function createQueueConnections(open: OpenQueueRedis): QueueConnections {
  const producer = open({ name: 'crosstalk-queue-producer', patient: false });
  let consumer: QueueRedis | undefined;
  return {
    producer,
    consumer: () => {
      consumer ??= open({ name: 'crosstalk-queue-consumer', patient: true });
      return consumer;
    },
    close: () => {
      producer.disconnect();
      consumer?.disconnect();
    },
  };
}
