import type { Reading } from './scrape.js';

export interface ServerRow {
  readonly title: string;
  readonly before: number;
  readonly after: number;
  /** Of a counter: what came to it. */
  readonly more: number | null;
}

interface Row {
  readonly title: string;
  readonly metric: string;
  readonly label?: string;
  /** A gauge has no difference that means something; the largest node counts. */
  readonly isGauge?: true;
  readonly scale?: number;
}

const MIB = 1 / 1_048_576;
const MS = 1_000;

const ROWS: readonly Row[] = [
  { title: 'handshakes, ok', metric: 'crosstalk_handshakes_total', label: 'outcome="ok"' },
  { title: 'requests', metric: 'crosstalk_requests_total' },
  { title: 'requests, ok', metric: 'crosstalk_requests_total', label: 'outcome="ok"' },
  { title: 'deliveries', metric: 'crosstalk_deliveries_total' },
  { title: 'writes that carried them', metric: 'crosstalk_delivery_writes_total' },
  { title: 'events published', metric: 'crosstalk_events_published_total' },
  { title: 'gaps healed', metric: 'crosstalk_sequencer_total', label: 'event="gap_healed"' },
  { title: 'numbers voided', metric: 'crosstalk_sequencer_total', label: 'event="voided"' },
  { title: 'changes lost', metric: 'crosstalk_sequencer_total', label: 'event="lost"' },
  { title: 'slow clients closed', metric: 'crosstalk_slow_clients_closed_total' },
  { title: 'jobs done', metric: 'crosstalk_jobs_total' },
  { title: 'CPU seconds', metric: 'process_cpu_seconds_total' },
  { title: 'connections, most on a node', metric: 'crosstalk_connections', isGauge: true },
  {
    title: 'event loop p99, ms, worst node',
    metric: 'nodejs_eventloop_lag_p99_seconds',
    isGauge: true,
    scale: MS,
  },
  {
    title: 'resident MiB, largest process',
    metric: 'process_resident_memory_bytes',
    isGauge: true,
    scale: MIB,
  },
];

/** What the servers say of themselves before the load and after it. */
export function serverRows(before: Reading, after: Reading): ServerRow[] {
  return ROWS.map(({ title, metric, label, isGauge, scale = 1 }) => {
    const read = (reading: Reading): number =>
      (isGauge ? reading.max(metric, label) : reading.sum(metric, label)) * scale;
    const [first, last] = [read(before), read(after)];
    return { title, before: first, after: last, more: isGauge ? null : last - first };
  });
}
