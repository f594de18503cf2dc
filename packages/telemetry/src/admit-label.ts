import { type MetricRow, UNKNOWN } from './metric-row.js';

export type AnyLabels = Readonly<Record<string, string>>;

/** What the process declares of the sets that the table leaves to it. */
export interface DeclaredLabels {
  /** By dialect, `rest` among them, the names of its requests. */
  readonly events?: Readonly<Record<string, readonly string[]>>;
  /** Of the running build. */
  readonly version?: string;
}

const OTHER = 'other';

/** The value if it is in the closed set of its label, else what stands for all others: no value makes a time series of its own. */
export function admitLabel(
  row: MetricRow,
  { name, labels }: { readonly name: string; readonly labels: AnyLabels },
  declared: DeclaredLabels,
): string {
  const value = labels[name] ?? UNKNOWN;
  const set = row.labels[name] ?? [];
  const known = 'declared' in set ? declaredValues(name, labels, declared) : set;
  if (known.includes(value)) return value;
  return known.includes(OTHER) ? OTHER : UNKNOWN;
}

function declaredValues(name: string, labels: AnyLabels, declared: DeclaredLabels): readonly string[] {
  if (name === 'version') return [declared.version ?? UNKNOWN];
  const events = declared.events ?? {};
  const dialect = labels.dialect ?? '';
  return Object.hasOwn(events, dialect) ? (events[dialect] ?? []) : [];
}
