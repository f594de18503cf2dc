import { checkQuery } from '../promql/check-query.js';
import { type Labels, type Values, type Vocabulary, vocabulary } from '../promql/vocabulary.js';
import { allRules } from './rules.js';

/** What rules, dashboards and autoscalers may ask for: the metrics of the nodes, and what the recording rules make of them. */
export function knownSeries(extra?: Readonly<Record<string, Values>>): Vocabulary {
  const known: Map<string, Labels> = vocabulary(extra);
  for (const { record, expr } of allRules()) if (record) known.set(record, checkQuery(expr, known).labels);
  return known;
}
