import { createMetrics, METRIC_TABLE, type MetricRow } from '@crosstalk/telemetry';

/** Values that a label can have, or `any` where nobody can list them. */
export type Values = readonly string[] | 'any';
export type Labels = ReadonlyMap<string, Values>;
/** Every time series that a query may ask for, with its labels. */
export type Vocabulary = ReadonlyMap<string, Labels>;

/** Names of the jobs that scrape nodes. */
export const JOBS = ['crosstalk-gateway', 'crosstalk-worker'];
/** What Prometheus adds to everything that it scrapes, as deploy/prometheus and the ServiceMonitor name it. */
const TARGET: Readonly<Record<string, Values>> = { job: JOBS, instance: 'any', namespace: 'any' };
/** The same of pods. */
export const POD: Readonly<Record<string, Values>> = { pod: 'any', container: ['gateway', 'worker'] };

const exposition = await createMetrics().render();

/** Of the metric table, of the process and of Prometheus itself. @param extra more labels of targets */
export function vocabulary(extra: Readonly<Record<string, Values>> = {}): Map<string, Labels> {
  const target = Object.entries({ ...TARGET, ...extra });
  const known = new Map<string, Labels>();
  const add = (name: string, labels: Iterable<[string, Values]>): void => {
    known.set(name, new Map([...target, ...labels]));
  };
  for (const [, name = '', type] of exposition.matchAll(/^# TYPE (\w+) (\w+)$/gm)) {
    if (!name.startsWith('crosstalk_')) for (const each of seriesOf(name, type)) add(each, exposed(each));
  }
  for (const { name, type, labels, buckets = [] } of Object.values<MetricRow>(METRIC_TABLE)) {
    const sets = Object.entries(labels).map(([label, set]): [string, Values] => [label, valuesOf(set)]);
    const bounds: [string, Values] = ['le', [...buckets.map(String), '+Inf']];
    for (const each of seriesOf(name, type)) add(each, each.endsWith('_bucket') ? [...sets, bounds] : sets);
  }
  for (const name of ['up', 'scrape_duration_seconds', 'scrape_samples_scraped']) add(name, []);
  add('ALERTS', [
    ['alertname', 'any'],
    ['alertstate', ['pending', 'firing']],
    ['severity', ['critical', 'warning']],
  ]);
  return known;
}

/** A set that is closed only when a process starts cannot be listed here. */
function valuesOf(set: MetricRow['labels'][string]): Values {
  return 'declared' in set ? 'any' : set;
}

function seriesOf(name: string, type: string | undefined): readonly string[] {
  return type === 'histogram' ? ['bucket', 'sum', 'count'].map((series) => `${name}_${series}`) : [name];
}

/** Labels of a metric of the process, as a process shows them. */
function exposed(name: string): [string, Values][] {
  const samples = exposition.match(new RegExp(`^${name}\\{[^}]*\\}`, 'gm')) ?? [];
  return samples.flatMap((sample) =>
    [...sample.matchAll(/(\w+)="/g)].map(([, label = '']) => [label, 'any']),
  );
}
