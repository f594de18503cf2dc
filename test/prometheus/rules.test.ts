import { expect } from 'chai';
import { describe, it } from 'mocha';
import { readText } from '../docs/pages.js';
import { checkMatchers } from '../promql/check-matchers.js';
import { checkQuery } from '../promql/check-query.js';
import { nodesOf, queryTree } from '../promql/query-tree.js';
import { vocabulary } from '../promql/vocabulary.js';
import { knownSeries } from './known-series.js';
import { ruleTests, testedAlerts } from './rule-tests.js';
import { alerts, allRules, FOLDER } from './rules.js';

const TEMPLATE_LABEL = /\$labels\.(\w+)/g;
const RECORD_NAME = /^crosstalk(?:_[a-z]+)?:[a-z_]+:[a-z0-9_]+$/;
const known = knownSeries();

describe('The rules of Prometheus', () => {
  it('are more than a few', () => {
    expect(alerts().length).to.be.at.least(30);
    expect(allRules().length - alerts().length).to.be.at.least(15);
  });

  it('ask for series that exist, by labels and values that exist', () => {
    const offences = allRules().flatMap(({ record, alert, expr }) =>
      checkQuery(expr, known).offences.map((offence) => `${record ?? alert}: ${offence}`),
    );
    expect(offences).to.deep.equal([]);
  });

  it('have every name that the page about them says', () => {
    const said = readText('docs/monitoring.md').match(/\bcrosstalk\w*:[\w:]+/g) ?? [];
    expect(said.length).to.be.at.least(8);
    expect(said.filter((name) => !known.has(name))).to.deep.equal([]);
  });

  it('name what they record as level, metric and operation', () => {
    const names = allRules().flatMap(({ record }) => record ?? []);
    expect(names.filter((name) => !RECORD_NAME.test(name))).to.deep.equal([]);
  });

  it('ask for no bound that Prometheus 3 writes in another way, as 1.0 for 1', () => {
    expect(allRules().filter(({ expr }) => /\ble=~?"\d+"/.test(expr))).to.deep.equal([]);
  });

  it('keep deployments apart that one Prometheus watches', () => {
    const without = allRules().filter(({ expr }) => !checkQuery(expr, known).labels.has('namespace'));
    expect(without.map(({ record, alert }) => record ?? alert)).to.deep.equal([]);
  });
});

describe('Every alert', () => {
  it('has a name of its own', () => {
    const names = alerts().map(({ alert }) => alert);
    expect(names).to.deep.equal([...new Set(names)]);
    expect(names.filter((name) => !/^Crosstalk[A-Z]\w+$/.test(name))).to.deep.equal([]);
  });

  it('says how urgent it is, what is so, and where to read on', () => {
    const offences = alerts().filter(
      ({ alert, labels, annotations: { summary, description, runbook_url: page } }) =>
        !['critical', 'warning'].includes(labels.severity ?? '') ||
        !summary ||
        // Alertmanager and the list of alerts show it without the figure.
        summary.includes('$value') ||
        !description?.endsWith('.') ||
        page !== `docs/operations.md#${alert.toLowerCase()}`,
    );
    expect(offences.map(({ alert }) => alert)).to.deep.equal([]);
  });

  it('speaks only of labels that it has', () => {
    const offences = alerts().flatMap(({ alert, expr, annotations }) => {
      const { labels } = checkQuery(expr, known);
      const named = [...Object.values(annotations).join(' ').matchAll(TEMPLATE_LABEL)].map(
        ([, name = '']) => name,
      );
      return named.filter((name) => !labels.has(name)).map((name) => `${alert}: ${name}`);
    });
    expect(offences).to.deep.equal([]);
  });

  for (const kind of ['fires', 'keeps silent'] as const) {
    it(`has a unit test in which it ${kind}`, () => {
      const tested = testedAlerts(kind);
      expect(alerts().flatMap(({ alert }) => (tested.has(alert) ? [] : alert))).to.deep.equal([]);
    });
  }
});

describe('The example for Alertmanager', () => {
  it('names alerts and severities that exist', () => {
    const names = alerts().map(({ alert }) => alert);
    const matchers = [
      ...readText(`${FOLDER}/alertmanager.yml`).matchAll(/(alertname|severity) =~? "?([\w|]+)/g),
    ];
    expect(matchers.length).to.be.above(5);
    const lost = matchers.flatMap(([, label, value = '']) =>
      value
        .split('|')
        .filter((each) => !(label === 'severity' ? ['critical', 'warning'] : names).includes(each)),
    );
    expect(lost).to.deep.equal([]);
  });
});

describe('The unit tests of the rules', () => {
  it('are about series as nodes show them', () => {
    const series = vocabulary();
    const offences = ruleTests()
      .flatMap((test) => test.input_series.map(({ series: name }) => name))
      .filter((name) => !name.includes('job="other"'))
      .flatMap((name) => nodesOf(queryTree(name), 'VectorSelector'))
      .flatMap((selector) => {
        const [name = ''] = selector.text.split('{');
        const labels = series.get(name);
        if (!labels) return [`there is no series ${name}`];
        return checkMatchers(name, nodesOf(selector, 'UnquotedLabelMatcher'), labels);
      });
    expect([...new Set(offences)]).to.deep.equal([]);
  });

  it('have titles of their own', () => {
    const titles = ruleTests().map(({ name }) => name);
    expect(titles).to.deep.equal([...new Set(titles)]);
  });
});
