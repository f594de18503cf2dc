/** @module What `/metrics` of a node says, as numbers (Prometheus' text format). */
import type { NodeProcess } from './node-process.js';
import { ops } from './ops.js';

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const LINE = /^(\w+)(?:\{(.*)\})? (\S+)$/;
const LABEL = /(\w+)="([^"]*)"/g;

export class Exposition {
  readonly samples: readonly Sample[];

  constructor(text: string) {
    this.samples = text.split('\n').flatMap((line) => {
      const [, name, labels = '', value] = LINE.exec(line) ?? [];
      if (name === undefined) return [];
      const pairs = [...labels.matchAll(LABEL)].map(([, label = '', each = '']) => [label, each]);
      return [{ name, labels: Object.fromEntries(pairs), value: Number(value) }];
    });
  }

  static async of(node: NodeProcess): Promise<Exposition> {
    return new Exposition((await ops(node, '/metrics')).text);
  }

  /** The series of a metric that have these labels, whatever others they have. */
  seriesOf(name: string, labels: Sample['labels'] = {}): readonly Sample[] {
    const wanted = Object.entries(labels);
    return this.samples.filter(
      (sample) => sample.name === name && wanted.every(([label, value]) => sample.labels[label] === value),
    );
  }

  /** Their sum; 0 when there is none. */
  sum(name: string, labels: Sample['labels'] = {}): number {
    return this.seriesOf(name, labels).reduce((sum, { value }) => sum + value, 0);
  }
}

/** How much the sum of a metric has grown from one scrape to the next. */
export function growth(before: Exposition, after: Exposition) {
  return (name: string, labels: Sample['labels'] = {}): number =>
    after.sum(name, labels) - before.sum(name, labels);
}
