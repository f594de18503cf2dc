/** @module What a metric offers to the code that measures, derived from its row. */
import type { MetricRow } from './metric-row.js';

export interface CounterHandle {
  inc(by?: number): void;
}
export interface GaugeHandle {
  set(value: number): void;
  inc(by?: number): void;
  dec(by?: number): void;
}
export interface HistogramHandle {
  /** In the unit of the metric's name, seconds as a rule. */
  observe(value: number): void;
}

interface Handles {
  readonly counter: CounterHandle;
  readonly gauge: GaugeHandle;
  readonly histogram: HistogramHandle;
}
export type HandleOf<R extends MetricRow> = Handles[R['type']];

export type LabelsOf<R extends MetricRow> = {
  readonly [K in keyof R['labels']]: R['labels'][K] extends readonly (infer V)[] ? V : string;
};

/** A metric without labels is its own handle; one with labels gives a handle for each combination of their values. */
export type Accessor<R extends MetricRow> = keyof R['labels'] extends never
  ? HandleOf<R>
  : {
      /** Cheap, and cheaper still when the handle is kept. */
      with(labels: LabelsOf<R>): HandleOf<R>;
      /**
       * Shows every combination as 0, before anything is measured: `increase` sees a first event only if there was a 0 before it. The given
       * values stand for the whole set of their label; where the table leaves the set to the process they have to be given.
       */
      declare(values?: { readonly [K in keyof LabelsOf<R>]?: readonly LabelsOf<R>[K][] }): void;
    };
