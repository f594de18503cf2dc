/** @module How long MongoDB and Redis take, counted. The shapes are those that the packages `storage` and `cluster` tell by. */
import type { Metrics } from './create-metrics.js';
import type { MONGODB_COMMANDS, REDIS_CLIENTS } from './label-values.js';

/** For one connection to Redis; its errors show as 0 from now on. */
export function redisObserver(
  metrics: Pick<Metrics, 'redisCommandSeconds' | 'redisErrors' | 'redisReconnects'>,
  client: (typeof REDIS_CLIENTS)[number],
) {
  const seconds = metrics.redisCommandSeconds.with({ client });
  const errors = metrics.redisErrors.with({ client });
  const reconnects = metrics.redisReconnects.with({ client });
  metrics.redisErrors.declare({ client: [client] });
  metrics.redisReconnects.declare({ client: [client] });
  return {
    done: (milliseconds: number, failed: boolean): void => {
      seconds.observe(milliseconds / 1000);
      if (failed) errors.inc();
    },
    reconnected: (): void => reconnects.inc(),
  };
}

/** For the stores; their errors show as 0 from now on. */
export function storageObserver(
  metrics: Pick<Metrics, 'mongodbCommandSeconds' | 'mongodbErrors' | 'commitBatchSize'>,
) {
  metrics.mongodbErrors.declare();
  return {
    observe: (command: (typeof MONGODB_COMMANDS)[number], milliseconds: number, failed: boolean): void => {
      metrics.mongodbCommandSeconds.with({ command }).observe(milliseconds / 1000);
      if (failed) metrics.mongodbErrors.with({ command }).inc();
    },
    onCommit: (messages: number): void => metrics.commitBatchSize.observe(messages),
  };
}
