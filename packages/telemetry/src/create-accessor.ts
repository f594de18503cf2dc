import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { CounterHandle, GaugeHandle, HistogramHandle } from './metric-handle.js';
import type { MetricRow } from './metric-row.js';

type AnyHandle = CounterHandle | GaugeHandle | HistogramHandle;
type AnyLabels = Readonly<Record<string, string>>;
export type AnyAccessor = AnyHandle | { with(labels: AnyLabels): AnyHandle };

/** Registers the metric of the row and gives what measures it. */
export function createAccessor(row: MetricRow, registry: Registry): AnyAccessor {
  const labelNames = Object.keys(row.labels);
  const metric = register(row, labelNames, registry);
  if (labelNames.length === 0) return metric;
  // The driver sorts and hashes the labels of every call; a map from the joined values costs a tenth of that.
  const handles = new Map<string, AnyHandle>();
  return {
    with(labels) {
      const values = labelNames.map((name) => labels[name] ?? '');
      const key = values.join(' ');
      let handle = handles.get(key);
      if (handle === undefined) {
        handle = metric.labels(...values);
        handles.set(key, handle);
      }
      return handle;
    },
  };
}

function register(row: MetricRow, labelNames: string[], registry: Registry) {
  const { name, help } = row;
  const options = { name, help, labelNames, registers: [registry] };
  if (row.type === 'counter') return new Counter(options);
  if (row.type === 'gauge') return new Gauge(options);
  return new Histogram({ ...options, buckets: [...(row.buckets ?? [])] });
}
