import { FIGURES, METRIC_TABLE } from '@crosstalk/telemetry';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { MetricRow } from '../src/metric-row.js';

const rows = Object.values<MetricRow>(METRIC_TABLE);
const METRIC = /(crosstalk_\w+?)(_bucket|_sum|_count)?(?:\{([^}]*)\})?\[/g;
const MATCHER = /(\w+)(?:=~|!=|=)"([^"]*)"/g;

describe('The figures of the documentation', () => {
  for (const { name, query } of FIGURES) {
    it(`ask for metrics, labels and values that there are: ${name}`, () => {
      const asked = [...query.matchAll(METRIC)];
      expect(asked.length).to.be.above(0);
      for (const [, metric = '', part, matchers = ''] of asked) {
        const row = rows.find((each) => each.name === metric);
        expect(row?.type === 'histogram', metric).to.equal(part !== undefined);
        for (const [, label = '', values = ''] of matchers.matchAll(MATCHER)) {
          expect(row?.labels[label], `${metric} ${label}`).to.include.members(values.split('|'));
        }
      }
    });
  }
});
