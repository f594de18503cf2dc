import { type Dialect, messagesTelling } from '@crosstalk/dialect-kit';
import { CAPABILITIES, type Capability } from './capabilities.js';
import { table } from './table.js';

interface Said {
  readonly asks: readonly string[];
  readonly hears: readonly string[];
  /** Of what is missing. */
  readonly why: readonly string[];
}

/** Capabilities × dialects, and below it the reasons for what is missing, numbered. */
export function supportMatrix(dialects: readonly Dialect[]): string {
  const reasons: string[] = [];
  const noteOf = (why: string): string => {
    if (!reasons.includes(why)) reasons.push(why);
    return `${reasons.indexOf(why) + 1}`;
  };
  const rows = CAPABILITIES.map((capability) => [
    capability.name,
    ...dialects.map((dialect) => cell(saidBy(dialect, capability), noteOf)),
  ]);
  const head = ['', ...dialects.map(({ name }) => `\`${name}\``)];
  return `${table(head, rows)}\n\n${reasons.map((why, index) => `${index + 1}. ${why}`).join('\n')}`;
}

/** How a dialect says it, and why not where it does not. */
export function saidBy(dialect: Dialect, { useCases = [], events = [], parts = [] }: Capability): Said {
  const { rows, lacks, contract } = dialect;
  const asks: string[] = [];
  const hears: string[] = [];
  const why: (string | undefined)[] = [];
  for (const useCase of useCases) {
    const calling = Object.entries(rows).filter(([, row]) => row.useCases.includes(useCase));
    // What a row does by the way is no request for it; only what the capability is about, which stands first, counts all the same.
    const requests = calling.filter(([, row]) => useCase === useCases[0] || row.useCases[0] === useCase);
    asks.push(...namesOf(requests));
    if (calling.length === 0) why.push(lacks[useCase]);
    else if (requests.length === 0) why.push(`Only as a part of ${namesOf(calling).map(code).join(' ')}.`);
  }
  for (const type of events) {
    const row = dialect.events[type];
    hears.push(...messagesTelling(contract, type).map((key) => contract.messages[key]?.name ?? key));
    if (row.kind === 'silent') why.push(row.why);
  }
  for (const part of parts) {
    const { asks: asked, hears: heard, why: reason } = contract.parts[part];
    if (asked !== undefined) asks.push(asked);
    if (heard !== undefined) hears.push(heard);
    if (reason !== undefined) why.push(reason);
  }
  return {
    asks: distinct(asks),
    hears: distinct(hears),
    why: distinct(why.filter((each) => each !== undefined)),
  };
}

function cell({ asks, hears, why }: Said, noteOf: (why: string) => string): string {
  const words = [
    ...(asks.length > 0 ? [asks.map(code).join(' ')] : []),
    ...(hears.length > 0 ? [`→ ${hears.map(code).join(' ')}`] : []),
  ];
  const notes = why.length > 0 ? `<sup>${why.map(noteOf).join(', ')}</sup>` : '';
  return `${words.length > 0 ? words.join(' ') : '–'}${notes}`;
}

const namesOf = (rows: readonly (readonly [string, unknown])[]): string[] => rows.map(([name]) => name);

const code = (word: string): string => `\`${word}\``;

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
