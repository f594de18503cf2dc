import {
  type ClusterPublisher,
  connectRedis,
  createKeys,
  createPresenceReader,
  createPublisher,
  parseRedisUrl,
} from '@crosstalk/cluster';
import type { PresenceBoard } from '@crosstalk/domain';
import { createQueueConnections, type QueueConnections } from '@crosstalk/jobs';
import { type Logger, type Metrics, redisObserver } from '@crosstalk/telemetry';
import type { WorkerConfig } from '../read-config.js';
import { logOutages } from './log-outages.js';

export interface WorkerRedis {
  /** Tells the gateways. */
  readonly publisher: ClusterPublisher;
  readonly queues: QueueConnections;
  /** Who is connected to a gateway. */
  readonly presence: Pick<PresenceBoard, 'read'>;
  /** Rejects while the Redis of the gateways is away. */
  ping(): Promise<unknown>;
  close(): void;
}

/** Both roles of Redis, which may be one server or two. Returns before they are connected. */
export function createRedis(config: WorkerConfig, log: Logger, metrics: Metrics): WorkerRedis {
  const live = connectRedis(parseRedisUrl(config.redisUrl), config.redisProtocol, {
    name: 'crosstalk-worker-publisher',
    patient: false,
    observer: redisObserver(metrics, 'publish'),
  });
  logOutages(live, log, 'redis');
  const keys = createKeys(config.redisPrefix);
  const publisher = createPublisher({ publisher: live, keys });
  const queueTarget = parseRedisUrl(config.queueRedisUrl ?? config.redisUrl);
  const observer = redisObserver(metrics, 'queue');
  const queues = createQueueConnections((role) =>
    connectRedis(queueTarget, config.redisProtocol, { ...role, observer }),
  );
  logOutages(queues.producer, log, 'queue');
  return {
    publisher,
    queues,
    presence: createPresenceReader(live, keys),
    ping: () => live.ping(),
    close: () => {
      queues.close();
      publisher.close();
      live.disconnect();
    },
  };
}
