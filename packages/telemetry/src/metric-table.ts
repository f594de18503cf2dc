/** @module Every metric of ours, once. The accessors, the exposition and the page of the documentation come from this table. */
import type { MetricRow } from './metric-row.js';
import { connectionMetrics } from './table/connection-metrics.js';
import { deliveryMetrics } from './table/delivery-metrics.js';
import { dependencyMetrics } from './table/dependency-metrics.js';
import { jobMetrics } from './table/job-metrics.js';
import { processMetrics } from './table/process-metrics.js';
import { requestMetrics } from './table/request-metrics.js';

export const METRIC_TABLE = {
  ...connectionMetrics,
  ...requestMetrics,
  ...deliveryMetrics,
  ...dependencyMetrics,
  ...jobMetrics,
  ...processMetrics,
} as const satisfies Readonly<Record<string, MetricRow>>;

export type MetricTable = typeof METRIC_TABLE;

/** The rows by what they are about, for who reads the page. */
export const METRIC_TOPICS: Readonly<Record<string, Readonly<Record<string, MetricRow>>>> = {
  Connections: connectionMetrics,
  'Requests and sends': requestMetrics,
  'Delivery between nodes': deliveryMetrics,
  'MongoDB and Redis': dependencyMetrics,
  'Queues and jobs': jobMetrics,
  Process: processMetrics,
};
