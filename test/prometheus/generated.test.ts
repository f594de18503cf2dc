import { describe, it } from 'mocha';
import { expectBlock } from '../docs/expect-block.js';
import { expectPage } from '../docs/expect-page.js';
import { table } from '../docs/generate/table.js';
import { prometheusRule } from './prometheus-rule.js';
import { alerts } from './rules.js';

/** Labels of a template by their name, as one reads them. */
const readable = (template = ''): string => template.replace(/\{\{ \$labels\.(\w+) \}\}/g, '*$1*');

describe('What is made of the rules', () => {
  it('is the object of Kubernetes that the Prometheus operator reads', () => {
    expectPage('k8s/components/monitoring/rules.yaml', prometheusRule());
  });

  it('is the list of alerts for who reads about them', () => {
    const rows = alerts().map(({ alert, labels, annotations, ...rule }) => [
      `\`${alert}\``,
      labels.severity ?? '',
      rule.for ?? 'at once',
      readable(annotations.summary),
    ]);
    expectBlock('docs/monitoring.md', 'alerts', table(['alert', 'severity', 'after', 'says'], rows));
  });
});
