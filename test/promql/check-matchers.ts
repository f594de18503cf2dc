import { childOf, type QueryNode } from './query-tree.js';
import type { Labels, Values } from './vocabulary.js';

/** What is wrong with the matchers of a selector: labels that the series does not have, values that are not of the closed set. */
export function checkMatchers(
  series: string,
  matchers: readonly QueryNode[],
  labels: Labels,
): readonly string[] {
  return matchers.flatMap((matcher) => {
    const name = childOf(matcher, 'LabelName')?.text ?? '';
    const values = labels.get(name);
    if (!values) return [`${series} has no label ${name}`];
    const operator = childOf(matcher, 'MatchOp')?.text ?? '';
    const value = (childOf(matcher, 'StringLiteral')?.text ?? '').slice(1, -1);
    const wanted = operator.includes('~') ? value.split('|') : [value];
    const matches = operator.includes('~') ? matchesPattern : matchesExactly;
    return wanted
      .filter((each) => !isOpen(each, values) && !matches(each, values as readonly string[]))
      .map((each) => `${name} of ${series} is never ${each}`);
  });
}

/** Empty asks whether the label is there; what a dashboard chooses is not known. */
function isOpen(value: string, values: Values): boolean {
  return values === 'any' || value === '' || value.startsWith('$');
}

function matchesExactly(value: string, values: readonly string[]): boolean {
  return values.includes(value);
}

function matchesPattern(pattern: string, values: readonly string[]): boolean {
  return values.some((each) => new RegExp(`^(?:${pattern})$`).test(each));
}
