/** One row of the metric table. */
export interface MetricRow {
  /** As Prometheus sees it; counters end in `_total`, durations in `_seconds`. */
  readonly name: `crosstalk_${string}`;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  /** Each label with every value that it can have. */
  readonly labels: Readonly<Record<string, readonly string[]>>;
  /** Upper bounds, ascending; of histograms only. */
  readonly buckets?: readonly number[];
}
