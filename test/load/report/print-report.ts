import type { SystemFigures } from './figures.js';
import type { ReportRow } from './report-rows.js';

const HEAD = ['', 'wire', 'unit', 'crosstalk', 'baseline', 'ratio', 'expected', ''];

/** Prints the table that `docs/benchmark.md` shows. */
export function printTable(rows: readonly ReportRow[]): void {
  const cells = [HEAD, ...rows.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = cells;
  console.log(line(head));
  console.log(`|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`);
  for (const row of body) console.log(line(row));
}

function cellsOf({ title, wire, unit, crosstalk, baseline, ratio, expected, isMet }: ReportRow): string[] {
  const met = isMet === null ? '' : isMet ? 'met' : 'MISSED';
  return [
    title,
    wire,
    unit,
    number(crosstalk),
    number(baseline),
    ratio === null ? '–' : `${ratio.toFixed(2)} ×`,
    expected,
    met,
  ];
}

function number(value: number | null): string {
  if (value === null) return '–';
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(1);
}

/** Deliveries that did not happen exactly once. Those are wrong whatever the speed. */
export function deliveryFaults(system: string, figures: SystemFigures): string[] {
  return Object.entries(figures).flatMap(([wire, { deliveries }]) =>
    Object.entries(deliveries ?? {})
      .filter(([, { lost, doubled }]) => lost + doubled > 0)
      .map(
        ([phase, { lost, doubled }]) =>
          `${system} ${wire} ${phase}: ${lost} deliveries lost, ${doubled} doubled`,
      ),
  );
}

/** In how many orders the connections saw the messages, for every run. */
export function printOrders(system: string, figures: SystemFigures): void {
  for (const [wire, { deliveries }] of Object.entries(figures)) {
    if (!deliveries) continue;
    const { steady, burst } = deliveries;
    console.log(`${system} ${wire}: orders seen ${steady.orders} (steady), ${burst.orders} (burst)`);
  }
}
