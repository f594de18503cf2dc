/** @module What the operations port and the log of a process say. */
import type { NodeProcess } from './node-process.js';

export interface OpsAnswer {
  readonly status: number;
  readonly text: string;
}

/** Whoever has such a port. */
type Operated = Pick<NodeProcess, 'opsUrl'>;

export async function ops(node: Operated, path: '/healthz' | '/readyz' | '/metrics'): Promise<OpsAnswer> {
  const response = await fetch(`${node.opsUrl}${path}`);
  return { status: response.status, text: await response.text() };
}

/** Sum of a metric over its labels, or over those time series whose labels contain `label`. */
export async function metric(node: Operated, name: string, label = ''): Promise<number> {
  const { text } = await ops(node, '/metrics');
  const series = text.split('\n').filter((line) => line.startsWith(name) && line.includes(label));
  return series.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

/** Log lines that only a defect writes. */
export function complaints(nodes: readonly (NodeProcess | null)[]): readonly string[] {
  const lines = nodes.flatMap((node) => node?.output ?? []);
  return lines.filter((line) => /unhandled|uncaught|"level":"?(50|60|error|fatal)/i.test(line));
}
