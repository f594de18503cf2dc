import { Registry } from 'prom-client';
import type { DeclaredLabels } from './admit-label.js';
import { buildVersion } from './build-version.js';
import { collectProcessMetrics } from './collect-process-metrics.js';
import { type AnyAccessor, createAccessor } from './create-accessor.js';
import type { Accessor } from './metric-handle.js';
import { METRIC_TABLE, type MetricTable } from './metric-table.js';

export type Metrics = { readonly [K in keyof MetricTable]: Accessor<MetricTable[K]> } & {
  readonly contentType: string;
  /** Everything in Prometheus' text format. */
  render(): Promise<string>;
};

export interface MetricsOptions extends Pick<DeclaredLabels, 'events'> {
  /** Memory, CPU, garbage collection and event-loop delay of the process; on unless `false`. Once per process. */
  readonly process?: boolean;
}

/** The metrics of one process, in a registry of their own. */
export function createMetrics(options: MetricsOptions = {}): Metrics {
  const registry = new Registry();
  if (options.process !== false) collectProcessMetrics(registry);
  const declared = { ...options, version: buildVersion() };
  const accessors: Record<string, AnyAccessor> = {};
  for (const [key, row] of Object.entries(METRIC_TABLE))
    accessors[key] = createAccessor(row, registry, declared);
  const metrics = {
    ...accessors,
    contentType: registry.contentType,
    render: () => registry.metrics(),
  } as unknown as Metrics;
  metrics.buildInfo.with({ version: declared.version }).set(1);
  return metrics;
}
