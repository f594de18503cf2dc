export * from './hooks/trace-deliveries.js';
export * from './hooks/trace-events.js';
export * from './hooks/trace-jobs.js';
export * from './hooks/trace-requests.js';
export * from './hooks/trace-storage.js';
export * from './start-tracing.js';
export * from './tracer.js';
export type { TracingLog } from './tracing-log.js';
export * from './tracing-settings.js';
