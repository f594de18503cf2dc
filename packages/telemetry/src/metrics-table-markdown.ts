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

const NOTES = [
  '',
  '## What is counted where',
  '',
  '- A send is a request that posts a message and was not refused; one that is repeated with the same `clientId` counts again. Its answer',
  '  comes from the request or, in dialects that answer in the order of the room, from the event; what comes first is the acknowledgement.',
  '- `crosstalk_delivery_seconds` has whole milliseconds, and of another node the difference of two clocks (never below 0). Events that',
  '  were read from storage instead (`gap_healed`) are in no latency, and so is what a node of an older version publishes.',
  '- `lost` counts a change whose number was stepped over as void and whose event came later, one that had to be dropped while the audience',
  '  was read, and one that threw when it was delivered or rendered. [Why numbers are void](decisions/2026-11-21-void-numbers-that-were-never-stored.md).',
  '- A connection that opens and never shows a token is in no `crosstalk_handshakes_total`; each attempt to make its session is, by',
  '  whichever way the token came. `no_session` counts polling requests of somebody else’s session, not people.',
  '- Buffers are measured at the scrape, one look at each connection; queues at the scrape too, with one question to Redis for each.',
  '- What alerts rest on is there as 0 from the start. A gateway that has seen everything shows about 700 series, a worker 350; a series of',
  '  `crosstalk_requests_total` exists from its first request on, at most requests of all dialects × outcomes.',
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
  return `${[...INTRODUCTION, ...topics, ...PROCESS, ...NOTES, '', '## Figures of several', ...figures].join('\n')}\n`;
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
