export * from './create-logger.js';
export * from './create-metrics.js';
export * from './create-ops-server.js';
export * from './label-values.js';
export type * from './metric-handle.js';
export { METRIC_TABLE } from './metric-table.js';
export * from './metrics-table-markdown.js';
export type { Readiness } from './readiness.js';
export * from './telemetry-settings.js';
