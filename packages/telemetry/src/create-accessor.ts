import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { type AnyLabels, admitLabel, type DeclaredLabels } from './admit-label.js';
import type { CounterHandle, GaugeHandle, HistogramHandle } from './metric-handle.js';
import type { MetricRow } from './metric-row.js';

type AnyHandle = CounterHandle | GaugeHandle | HistogramHandle;
type AnyValues = Readonly<Record<string, readonly string[]>>;
export type AnyAccessor =
  | AnyHandle
  | { with(labels: AnyLabels): AnyHandle; declare(values?: AnyValues): void };

/** Registers the metric of the row and gives what measures it. */
export function createAccessor(row: MetricRow, registry: Registry, declared: DeclaredLabels): AnyAccessor {
  const labelNames = Object.keys(row.labels);
  const metric = register(row, labelNames, registry);
  if (labelNames.length === 0) return metric;
  // The driver sorts and hashes the labels of every call; a map from the joined values costs a tenth of that.
  const handles = new Map<string, AnyHandle>();
  const handleOf = (values: readonly string[]): AnyHandle => {
    const key = values.join(' ');
    const known = handles.get(key);
    if (known) return known;
    const handle = metric.labels(...values);
    handles.set(key, handle);
    return handle;
  };
  return {
    with(labels) {
      const known = handles.get(labelNames.map((name) => labels[name]).join(' '));
      // Only what is admitted becomes a key: a value that a client made up must not stay here.
      return known ?? handleOf(labelNames.map((name) => admitLabel(row, { name, labels }, declared)));
    },
    declare(given = {}) {
      const sets = labelNames.map((name) => given[name] ?? closedSet(row, name));
      for (const values of combinations(sets)) {
        const labels = Object.fromEntries(zip(labelNames, values));
        const admitted = labelNames.map((name) => admitLabel(row, { name, labels }, declared));
        show(metric, Object.fromEntries(zip(labelNames, admitted)));
      }
    },
  };
}

type AnyMetric = ReturnType<typeof register>;

function register(row: MetricRow, labelNames: string[], registry: Registry) {
  const { name, help } = row;
  const options = { name, help, labelNames, registers: [registry] };
  if (row.type === 'counter') return new Counter(options);
  if (row.type === 'gauge') return new Gauge(options);
  return new Histogram({ ...options, buckets: [...(row.buckets ?? [])] });
}

function show(metric: AnyMetric, labels: AnyLabels): void {
  if (metric instanceof Histogram) metric.zero(labels);
  else metric.inc(labels, 0);
}

function closedSet(row: MetricRow, name: string): readonly string[] {
  const set = row.labels[name] ?? [];
  if ('declared' in set) throw new TypeError(`${row.name}: the values of ${name} must be given`);
  return set;
}

function combinations(sets: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return sets.reduce<readonly (readonly string[])[]>(
    (rows, set) => rows.flatMap((row) => set.map((value) => [...row, value])),
    [[]],
  );
}

function zip(names: readonly string[], values: readonly string[]): [string, string][] {
  return names.map((name, index) => [name, values[index] ?? '']);
}
