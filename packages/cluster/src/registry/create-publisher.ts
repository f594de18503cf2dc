import type { AnyEvent, Channel } from '@crosstalk/domain';
import type { RedisClients } from '../redis/create-redis-clients.js';
import { SocketIoBus } from './socket-io-bus.js';
import { withoutOrigin } from './without-origin.js';

export interface ClusterPublisher {
  /** Tells every node with an audience. @throws when Redis did not take it */
  publish(channel: Channel, events: readonly AnyEvent[]): Promise<void>;
  close(): void;
}

/** Publishes to the nodes without being one: for a process that has no connections. */
export function createPublisher(redis: Pick<RedisClients, 'publisher' | 'keys'>): ClusterPublisher {
  const bus = new SocketIoBus({
    publisher: redis.publisher,
    channelPrefix: redis.keys.channelPrefix,
    subscriber: null,
    receive: () => {},
    restored: () => {},
  });
  return {
    publish: (channel, events) => bus.publish(channel, { events: events.map(withoutOrigin), at: Date.now() }),
    close: () => bus.close(),
  };
}
