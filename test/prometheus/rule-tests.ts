/** @module The unit tests of the rules, as data: what promtool runs. */
import { parse } from 'yaml';
import { readText } from '../docs/pages.js';
import { FOLDER, yamlFiles } from './rules.js';

interface RuleTest {
  readonly name: string;
  readonly input_series: readonly { readonly series: string; readonly values: string }[];
  readonly alert_rule_test?: readonly {
    readonly alertname: string;
    readonly exp_alerts: readonly unknown[];
  }[];
  readonly promql_expr_test?: readonly { readonly expr: string }[];
}

export function ruleTests(): readonly RuleTest[] {
  return yamlFiles(`${FOLDER}/tests`).flatMap(
    (path) => (parse(readText(path)) as { tests: RuleTest[] }).tests,
  );
}

/** Alerts that a test lets come, or that a test with the same series never lets come. */
export function testedAlerts(kind: 'fires' | 'keeps silent'): ReadonlySet<string> {
  const names = ruleTests().flatMap(({ alert_rule_test: checks = [] }) => {
    const fires = checks.some(({ exp_alerts }) => exp_alerts.length > 0);
    return fires === (kind === 'fires') ? checks.map(({ alertname }) => alertname) : [];
  });
  return new Set(names);
}
