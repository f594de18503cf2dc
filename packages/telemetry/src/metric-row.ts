/** One row of the metric table. */
export interface MetricRow {
  /** As Prometheus sees it; counters end in `_total`, durations in `_seconds`. */
  readonly name: `crosstalk_${string}`;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  /** Each label with every value that it can have. */
  readonly labels: Readonly<Record<string, LabelValues>>;
  /** Upper bounds, ascending; of histograms only. */
  readonly buckets?: readonly number[];
}

/** A closed set; whatever is not in it is counted under `UNKNOWN`. */
export type LabelValues = readonly string[] | DeclaredValues;

/** A set that is closed when the process makes its metrics: `declared` says for the documentation what is in it. */
export interface DeclaredValues {
  readonly declared: string;
}

/** In place of a value that is not in the closed set of its label. */
export const UNKNOWN = 'unknown';
