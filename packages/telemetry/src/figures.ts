/** @module What is read from several metrics at once, for the page of the documentation. `test/figures.test.ts` holds the names against the table. */

export interface Figure {
  readonly name: string;
  /** PromQL over all gateways, or all workers, of one cluster. */
  readonly query: string;
}

export const FIGURES: readonly Figure[] = [
  {
    name: 'Coalescing factor: events in one socket write',
    query: 'sum(rate(crosstalk_deliveries_total[5m])) / sum(rate(crosstalk_delivery_writes_total[5m]))',
  },
  {
    name: 'Messages of one group commit',
    query:
      'sum(rate(crosstalk_commit_batch_size_sum[5m])) / sum(rate(crosstalk_commit_batch_size_count[5m]))',
  },
  {
    name: 'Acknowledgement, 99th percentile, seconds',
    query:
      'histogram_quantile(0.99, sum by (le) (rate(crosstalk_send_seconds_bucket{stage="acknowledged"}[5m])))',
  },
  {
    name: 'Publish to deliver across nodes, 99th percentile, seconds',
    query:
      'histogram_quantile(0.99, sum by (le) (rate(crosstalk_delivery_seconds_bucket{origin="remote"}[5m])))',
  },
  {
    name: 'Changes that were lost, must be 0',
    query: 'sum(increase(crosstalk_sequencer_total{event="lost"}[1h]))',
  },
  {
    name: 'Share of changes that came from storage because their event did not come',
    query:
      'sum(rate(crosstalk_sequencer_total{event="gap_healed"}[5m])) / sum(rate(crosstalk_sequencer_total{event=~"released|gap_healed"}[5m]))',
  },
  {
    name: 'Refused handshakes a second, by reason',
    query: 'sum by (outcome) (rate(crosstalk_handshakes_total{outcome!="ok"}[5m]))',
  },
  {
    name: 'Share of requests that the server could not serve',
    query:
      'sum(rate(crosstalk_requests_total{outcome=~"unavailable|internal"}[5m])) / sum(rate(crosstalk_requests_total[5m]))',
  },
  {
    name: 'Share of commands that MongoDB failed',
    query:
      'sum(rate(crosstalk_mongodb_errors_total[5m])) / sum(rate(crosstalk_mongodb_command_seconds_count[5m]))',
  },
  {
    name: 'Share of attempts of jobs that failed, by queue',
    query:
      'sum by (queue) (rate(crosstalk_jobs_total{outcome="failed"}[5m])) / sum by (queue) (rate(crosstalk_job_seconds_count[5m]))',
  },
];
