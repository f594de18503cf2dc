import { DIALECTS } from '../users/dialects.js';
import type { Distribution } from './figures.js';
import type { Report } from './report.js';

/** The report as a page. */
export function markdown(report: Report): string {
  const { figures, settings } = report;
  const { users } = figures;
  return [
    `# Load test: ${report.profile}, ${report.passed ? 'passed' : '**failed**'}`,
    '',
    `${report.startedAt}, ${report.target}. ${report.machine}, load average before ${report.loadBefore.map((load) => load.toFixed(1)).join(' / ')}.`,
    `${report.versions}. Profile: ${settings.about}; scale ${report.scale}, stretch ${report.stretch}.`,
    '',
    ...report.faults.flatMap((fault) => [`- **${fault}**`]),
    '## Thresholds',
    '',
    ...table(
      ['condition', 'verdict'],
      report.checks.map(({ expression, isMet, isOptional }) => [
        `\`${expression}\``,
        `${isMet ? 'met' : '**missed**'}${isOptional ? ', not enforced' : ''}`,
      ]),
    ),
    '## Acknowledgements, ms',
    '',
    ...table(
      ['dialect', 'connections', 'acknowledged', 'p50', 'p95', 'p99', 'max'],
      [
        ...DIALECTS.map((dialect) => [
          dialect,
          number(figures.connections[dialect]),
          ...distribution(figures.acksOf[dialect]),
        ]),
        [
          'all',
          number(DIALECTS.reduce((sum, name) => sum + figures.connections[name], 0)),
          ...distribution(figures.acks),
        ],
      ],
    ),
    '## What was done',
    '',
    ...table(
      ['', ''],
      [
        [
          'users created, completed, failed, skipped',
          [users.created, users.completed, users.failed, users.skipped].map(number).join(', '),
        ],
        ['requests, errors', `${number(figures.requests)}, ${number(figures.errors)}`],
        ['messages sent, acknowledged', `${number(figures.sends)}, ${number(figures.acknowledged)}`],
        ['messages a second', (figures.acknowledged / Math.max(1, figures.seconds)).toFixed(1)],
        ['deliveries due and made', number(figures.deliveries)],
        ['deliveries a second', (figures.deliveries / Math.max(1, figures.seconds)).toFixed(1)],
        [
          'lost, doubled, out of order',
          [figures.lost, figures.doubled, figures.disordered].map(number).join(', '),
        ],
        ['sent to heard, ms (p50, p95, p99)', distribution(figures.delivery).slice(1, 4).join(', ')],
        ...Object.entries(figures.errorCodes).map(([code, count]) => [`error «${code}»`, number(count)]),
      ],
    ),
    '## Phases',
    '',
    ...table(
      ['phase', 'seconds', 'arrivals a second'],
      settings.phases.map(({ name, duration, arrivalRate, rampTo }) => [
        name,
        number(duration),
        rampTo === undefined ? number(arrivalRate) : `${number(arrivalRate)} → ${number(rampTo)}`,
      ]),
    ),
    ...(report.servers.length === 0
      ? []
      : [
          '## Servers',
          '',
          ...table(
            ['', 'before', 'after', 'more'],
            report.servers.map(({ title, before, after, more }) => [
              title,
              number(before),
              number(after),
              more === null ? '' : number(more),
            ]),
          ),
        ]),
  ].join('\n');
}

function distribution({ count, p50, p95, p99, max }: Distribution): string[] {
  return [number(count), ...[p50, p95, p99, max].map((ms) => ms.toFixed(ms < 100 ? 1 : 0))];
}

function number(value: number): string {
  return Number.isInteger(value) || value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(1);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line), ''];
}
