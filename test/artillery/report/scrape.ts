/** Sums of metrics over the nodes that were asked. */
export interface Reading {
  /** Sum over all time series of a name whose labels contain the text. */
  sum(name: string, label?: string): number;
  /** The largest of them. */
  max(name: string, label?: string): number;
}

interface Series {
  readonly name: string;
  readonly labels: string;
  readonly value: number;
}

const SERIES = /^([a-zA-Z_:][\w:]*)(\{[^}]*\})? (\S+)/;
const LIMIT_MS = 30_000;

/** Asks every operations port for its metrics. @throws Error when one does not answer */
export async function scrape(opsUrls: readonly string[]): Promise<Reading> {
  return parseMetrics(await Promise.all(opsUrls.map(fetchMetrics)));
}

/** @param pages in the text format of Prometheus, one of each node */
export function parseMetrics(pages: readonly string[]): Reading {
  const series = pages.flatMap((page) => page.split('\n').flatMap(parse));
  const values = (name: string, label: string): number[] =>
    series.filter((each) => each.name === name && each.labels.includes(label)).map(({ value }) => value);
  return {
    sum: (name, label = '') => values(name, label).reduce((total, value) => total + value, 0),
    max: (name, label = '') => Math.max(0, ...values(name, label)),
  };
}

async function fetchMetrics(url: string): Promise<string> {
  const answer = await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(LIMIT_MS) });
  if (!answer.ok) throw new Error(`${url}/metrics answered ${answer.status}`);
  return answer.text();
}

function parse(line: string): Series[] {
  const [, name, labels = '', value] = SERIES.exec(line) ?? [];
  return name ? [{ name, labels, value: Number(value) }] : [];
}
