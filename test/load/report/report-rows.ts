import { COMPARISONS, type Comparison } from './comparisons.js';
import type { SystemFigures, WireFigures } from './figures.js';

export interface ReportRow {
  readonly title: string;
  readonly wire: string;
  readonly unit: string;
  readonly crosstalk: number | null;
  readonly baseline: number | null;
  /** How many times better than the baseline. */
  readonly ratio: number | null;
  readonly expected: string;
  /** Null when nothing was promised or it cannot be told. */
  readonly isMet: boolean | null;
}

/** Every comparison on every wire of Crosstalk that has a figure for it. */
export function reportRows(
  crosstalk: SystemFigures | undefined,
  baseline: SystemFigures | undefined,
): ReportRow[] {
  const [baselineFigures] = Object.values(baseline ?? {});
  const wires = Object.entries(crosstalk ?? { '-': {} });
  return COMPARISONS.flatMap((comparison) =>
    wires.flatMap(([wire, figures]) => reportRow(comparison, wire, [figures, baselineFigures ?? {}])),
  );
}

function reportRow(
  comparison: Comparison,
  wire: string,
  [crosstalkFigures, baselineFigures]: readonly [WireFigures, WireFigures],
): ReportRow[] {
  const crosstalk = comparison.value(crosstalkFigures) ?? null;
  const baseline = comparison.value(baselineFigures) ?? null;
  if (crosstalk === null && (wire !== '-' || baseline === null)) return [];
  const ratio = ratioOf(comparison, crosstalk, baseline);
  const { title, unit } = comparison;
  return [{ title, wire, unit, crosstalk, baseline, ratio, ...verdict(comparison, crosstalk, ratio) }];
}

function ratioOf({ isCost }: Comparison, crosstalk: number | null, baseline: number | null): number | null {
  if (!crosstalk || !baseline) return null;
  return isCost ? baseline / crosstalk : crosstalk / baseline;
}

function verdict(
  { ratio: least, limit, unit }: Comparison,
  value: number | null,
  ratio: number | null,
): Pick<ReportRow, 'expected' | 'isMet'> {
  if (least !== undefined) return { expected: `≥ ${least} ×`, isMet: ratio === null ? null : ratio >= least };
  if (limit !== undefined)
    return { expected: `≤ ${limit} ${unit}`, isMet: value === null ? null : value <= limit };
  return { expected: '', isMet: null };
}
