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
    return alternatives(operator, value)
      .filter((each) => !canBe(each, values))
      .map((each) => `${name} of ${series} is never ${each}`);
  });
}

/** The words of a pattern such as `a|b`, or the one value. */
function alternatives(operator: string, value: string): readonly string[] {
  return operator.includes('~') ? value.split('|') : [value];
}

/** Empty asks whether the label is there; what a dashboard chooses is not known. */
function canBe(value: string, values: Values): boolean {
  if (values === 'any' || value === '' || value.startsWith('$')) return true;
  return values.some((each) => new RegExp(`^(?:${value})$`).test(each));
}
