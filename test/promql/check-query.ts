import { checkMatchers } from './check-matchers.js';
import { childOf, nodesOf, type QueryNode, queryTree } from './query-tree.js';
import type { Labels, Values, Vocabulary } from './vocabulary.js';

export interface Checked {
  /** What is wrong, in words. */
  readonly offences: readonly string[];
  /** Labels that the answer can have. */
  readonly labels: Labels;
}

const NO_SERIES = 'there is no series';
/** Aggregations whose answer is some of the series as they are. */
const CHOOSES = /^(?:topk|bottomk|limitk)\b/;
/** Variables of a dashboard, as a value that the grammar knows. */
const RANGE_VARIABLE = /\$__(?:rate_interval|interval|range)/g;

/**
 * Whether the query can be read, asks for series that exist, by labels that these series have, with values of the closed sets, and groups
 * by labels that are still there.
 */
export function checkQuery(query: string, known: Vocabulary): Checked {
  const offences: string[] = [];
  const has = (labels: Labels, names: readonly string[], where: string): void => {
    for (const name of names) if (!labels.has(name)) offences.push(`${where} has no label ${name}`);
  };
  const visit = (node: QueryNode): Labels => {
    if (node.type === 'VectorSelector') return selector(node);
    const labels = union(node.children.map(visit));
    if (node.type === 'AggregateExpr') return aggregated(node, labels);
    if (node.type === 'FunctionCall') return called(node, labels);
    const matching = childOf(node, 'MatchingModifierClause');
    if (matching) has(labels, labelNames(matching), node.text);
    return labels;
  };
  const selector = (node: QueryNode): Labels => {
    const name = childOf(node, 'Identifier')?.text ?? '';
    const labels = known.get(name);
    if (!labels) offences.push(`${NO_SERIES} ${name || node.text}`);
    else offences.push(...checkMatchers(name, nodesOf(node, 'UnquotedLabelMatcher'), labels));
    return labels ?? new Map();
  };
  const aggregated = (node: QueryNode, labels: Labels): Labels => {
    if (CHOOSES.test(node.text)) return labels;
    const modifier = childOf(node, 'AggregateModifier');
    const names = modifier ? labelNames(modifier) : [];
    has(labels, names, node.text);
    const without = childOf(modifier, 'Without') !== undefined;
    return new Map([...labels].filter(([name]) => names.includes(name) !== without));
  };
  const called = (node: QueryNode, labels: Labels): Labels => {
    if (!node.text.startsWith('histogram_quantile')) return labels;
    has(labels, ['le'], node.text);
    return new Map([...labels].filter(([name]) => name !== 'le'));
  };
  const labels = visit(queryTree(query.replace(RANGE_VARIABLE, '5m')));
  // Of an unknown series no label is known either.
  const unknown = offences.filter((offence) => offence.startsWith(NO_SERIES));
  return { offences: unknown.length > 0 ? unknown : offences, labels };
}

function labelNames(node: QueryNode): readonly string[] {
  return nodesOf(node, 'LabelName').map(({ text }) => text);
}

function union(all: readonly Labels[]): Labels {
  const merged = new Map<string, Values>();
  for (const labels of all) {
    for (const [name, values] of labels) {
      const before = merged.get(name) ?? [];
      merged.set(name, values === 'any' || before === 'any' ? 'any' : [...new Set([...before, ...values])]);
    }
  }
  return merged;
}
