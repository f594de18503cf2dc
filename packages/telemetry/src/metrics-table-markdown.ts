import type { MetricRow } from './metric-row.js';
import { METRIC_TABLE } from './metric-table.js';

/** The page of the documentation that lists every metric. */
export function metricsTableMarkdown(): string {
  const rows = Object.values<MetricRow>(METRIC_TABLE).map(
    (row) => `| \`${row.name}\` | ${row.type} | ${labelsCell(row)} | ${row.help} |`,
  );
  return `${[
    '# Metrics',
    '',
    'Generated from the metric table of `packages/telemetry`; regenerate with `UPDATE_GENERATED=1`.',
    'Served as `GET /metrics` on the operations port, together with the process metrics of prom-client: `process_*` and `nodejs_*`,',
    'among them `nodejs_eventloop_lag_p99_seconds`, the event-loop delay since the scrape before.',
    '',
    '| metric | type | labels | meaning |',
    '|---|---|---|---|',
    ...rows,
  ].join('\n')}\n`;
}

function labelsCell(row: MetricRow): string {
  return Object.entries(row.labels)
    .map(([name, values]) => `\`${name}\`: ${values.join(', ')}`)
    .join('; ');
}
