import { FIGURES } from './figures.js';
import type { LabelValues, MetricRow } from './metric-row.js';
import { METRIC_TOPICS } from './metric-table.js';

const INTRODUCTION = [
  '# Metrics',
  '',
  'Generated from the metric table of `packages/telemetry`; regenerate with `UPDATE_GENERATED=1`.',
  'Served as `GET /metrics` on the operations port of every gateway and worker. Prometheus names the node by its label `instance`, so a',
  'sum by `instance` is a figure of each node. A label is never an id: its set is closed, and a value that is not in it is counted as',
  '`unknown` (`other` for commands). `other` and `unknown` are all that a hostile client can bring about.',
];

const PROCESS = [
  '',
  'Together with them the metrics of the process by prom-client: `process_cpu_seconds_total`, `process_resident_memory_bytes`,',
  '`process_open_fds`, `process_start_time_seconds`, `nodejs_heap_size_used_bytes`, `nodejs_gc_duration_seconds` and others, and the',
  'event-loop delay since the scrape before: `nodejs_eventloop_lag_p99_seconds` and its like.',
];

/** The page of the documentation that lists every metric. */
export function metricsTableMarkdown(): string {
  const topics = Object.entries(METRIC_TOPICS).flatMap(([topic, rows]) => [
    '',
    `## ${topic}`,
    '',
    '| metric | type | unit | labels | meaning |',
    '|---|---|---|---|---|',
    ...Object.values(rows).map(rowLine),
  ]);
  const figures = FIGURES.flatMap(({ name, query }) => ['', `${name}:`, '', '```promql', query, '```']);
  return `${[...INTRODUCTION, ...topics, ...PROCESS, '', '## Figures of several', ...figures].join('\n')}\n`;
}

function rowLine(row: MetricRow): string {
  const cells = [`\`${row.name}\``, row.type, unitOf(row), labelsCell(row), row.help];
  return `| ${cells.join(' | ')} |`;
}

function unitOf({ name }: MetricRow): string {
  return /_(seconds|bytes)(?:_total)?$/.exec(name)?.[1] ?? '';
}

function labelsCell(row: MetricRow): string {
  return Object.entries(row.labels)
    .map(([name, values]) => `\`${name}\`: ${valuesOf(values)}`)
    .join('; ');
}

function valuesOf(values: LabelValues): string {
  return 'declared' in values ? values.declared : values.join(', ');
}
