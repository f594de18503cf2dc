import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { METRIC_TABLE } from '@crosstalk/telemetry';
import type { GridPos, Panel } from '@grafana/schema';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { DASHBOARDS } from '../../deploy/grafana/source/dashboards.js';
import { expectPage } from '../docs/expect-page.js';
import { ROOT } from '../docs/pages.js';
import { checkQuery } from '../promql/check-query.js';
import { dashboardQueries } from './dashboard-queries.js';
import { knownSeries } from './known-series.js';
import { allRules } from './rules.js';

const FOLDER = 'deploy/grafana/dashboards';
const LEGEND_LABEL = /\{\{(\w+)\}\}/g;
const known = knownSeries();
const dashboards = Object.values(DASHBOARDS);
const queries = dashboards.flatMap(dashboardQueries);

describe('The dashboards', () => {
  for (const [name, dashboard] of Object.entries(DASHBOARDS)) {
    it(`are committed as Grafana reads them: ${name}`, () => {
      expectPage(`${FOLDER}/${name}.json`, `${JSON.stringify(dashboard, null, 2)}\n`);
    });
  }

  it('are all there, and no others', () => {
    const files = Object.keys(DASHBOARDS).map((name) => `${name}.json`);
    expect(readdirSync(join(ROOT, FOLDER))).to.have.members(files);
  });

  it('ask for series that exist, by labels and values that exist', () => {
    expect(queries.length).to.be.at.least(60);
    const offences = queries.flatMap(({ where, expr }) =>
      checkQuery(expr, known).offences.map((offence) => `${where}: ${offence}`),
    );
    expect(offences).to.deep.equal([]);
  });

  it('name lines by labels that the answer has', () => {
    const offences = queries.flatMap(({ where, expr, legend }) => {
      const { labels } = checkQuery(expr, known);
      const named = [...legend.matchAll(LEGEND_LABEL)].map(([, name = '']) => name);
      return named.filter((name) => !labels.has(name)).map((name) => `${where}: ${name}`);
    });
    expect(offences).to.deep.equal([]);
  });

  it('show every metric of the table, by itself or as a recording rule', () => {
    const recorded = allRules().flatMap(({ record, expr }) => (record ? [{ record, expr }] : []));
    const asked = queries.map(({ expr }) => expr).join('\n');
    const behind = recorded.filter(({ record }) => asked.includes(record)).map(({ expr }) => expr);
    const shown = [asked, ...behind].join('\n');
    const hidden = Object.values(METRIC_TABLE).filter(({ name }) => !shown.includes(name));
    expect(hidden.map(({ name }) => name)).to.deep.equal([]);
  });

  it('ask only for what one has chosen', () => {
    const others = queries.filter(
      ({ expr }) => !expr.includes('namespace=~"$namespace"') && !/^up\{/.test(expr),
    );
    expect(others.map(({ where }) => where)).to.deep.equal([]);
  });

  for (const { title = '', uid, panels = [], templating } of dashboards) {
    describe(title, () => {
      it('has an address of its own and a word about every panel', () => {
        expect(dashboards.filter((other) => other.uid === uid)).to.have.lengthOf(1);
        const mute = panels.filter(
          ({ title: name, ...rest }) => !name || !(rest as Panel).description?.endsWith('.'),
        );
        expect(mute.map(({ title: name }) => name)).to.deep.equal([]);
      });

      it('has a place for every panel, on which no other lies', () => {
        const places = panels.map(({ gridPos }) => gridPos as GridPos);
        expect(places.filter(({ x, w }) => x + w > 24)).to.deep.equal([]);
        const cells = places.flatMap(({ x, y, w, h }) =>
          Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)} ${y + Math.floor(cell / w)}`),
        );
        expect(new Set(cells).size).to.equal(cells.length);
      });

      it('uses every variable that it offers, and no other', () => {
        const text = JSON.stringify({ panels, templating });
        const used = new Set([...text.matchAll(/\$([a-z]+)/g)].map(([, name]) => name));
        const offered = (templating?.list ?? []).map(({ name }) => name);
        expect([...used].filter((name) => name && !offered.includes(name))).to.deep.equal([]);
        expect(offered.filter((name) => !text.includes(`$${name}`))).to.deep.equal([]);
      });
    });
  }
});
