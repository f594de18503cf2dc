import { COMMAND_BUCKETS, DEPENDENCIES, MONGODB_COMMANDS, REDIS_CLIENTS } from '../label-values.js';
import type { MetricRow } from '../metric-row.js';

export const dependencyMetrics = {
  dependencyUp: {
    name: 'crosstalk_dependency_up',
    type: 'gauge',
    help: 'Whether the dependency answered the last readiness check: 1 or 0.',
    labels: { dependency: DEPENDENCIES },
  },
  mongodbCommandSeconds: {
    name: 'crosstalk_mongodb_command_seconds',
    type: 'histogram',
    help: 'Time of a command of a store to MongoDB, the wait for a connection included.',
    labels: { command: MONGODB_COMMANDS },
    buckets: COMMAND_BUCKETS,
  },
  mongodbErrors: {
    name: 'crosstalk_mongodb_errors_total',
    type: 'counter',
    help: 'Commands to MongoDB that failed; not the duplicates and conflicts that the stores live with.',
    labels: { command: MONGODB_COMMANDS },
  },
  redisCommandSeconds: {
    name: 'crosstalk_redis_command_seconds',
    type: 'histogram',
    help: 'Time from a command handed to the client of Redis to its answer.',
    labels: { client: REDIS_CLIENTS },
    buckets: COMMAND_BUCKETS,
  },
  redisErrors: {
    name: 'crosstalk_redis_errors_total',
    type: 'counter',
    help: 'Commands to Redis that failed.',
    labels: { client: REDIS_CLIENTS },
  },
  redisReconnects: {
    name: 'crosstalk_redis_reconnects_total',
    type: 'counter',
    help: 'Connections to Redis that were made again after they were lost.',
    labels: { client: REDIS_CLIENTS },
  },
} as const satisfies Readonly<Record<string, MetricRow>>;
