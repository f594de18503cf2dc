import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { buildReport } from './report/build-report.js';
import { markdown } from './report/markdown.js';
import { parseMetrics } from './report/scrape.js';
import { loadOptions } from './run/load-options.js';
import { readProfile } from './run/profile.js';
import type { ArtilleryEnd } from './run/run-artillery.js';

const MET = { expression: 'crosstalk.lost == 0', isMet: true, isOptional: false };
const SLOW = { expression: 'crosstalk.ack_ms.p99 <= 250', isMet: false, isOptional: false };
const AGGREGATE = {
  counters: { 'crosstalk.acknowledged': 2, 'crosstalk.connections.fsego': 1, 'errors.fsego: forbidden': 3 },
  summaries: { 'crosstalk.ack_ms.fsego': { count: 2, p50: 1.25, p95: 2, p99: 3, max: 4 } },
  firstMetricAt: 1_000,
  lastMetricAt: 3_000,
};

describe('The report of a load test', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'crosstalk-load-report-'));
    writeFileSync(join(folder, 'artillery.json'), JSON.stringify({ aggregate: AGGREGATE }));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const reportOf = (end: ArtilleryEnd) =>
    buildReport({
      options: loadOptions([]),
      profile: readProfile('smoke'),
      startedAt: '2026-01-01T00:00:00.000Z',
      loadBefore: [0, 0, 0],
      target: 'somewhere',
      artilleryVersion: '2',
      folder,
      end,
      servers: {
        before: parseMetrics(['crosstalk_requests_total{outcome="ok"} 1']),
        after: parseMetrics(['crosstalk_requests_total{outcome="ok"} 3', 'crosstalk_requests_total 4']),
      },
    });

  it('is passed when every threshold is met', () => {
    expect(reportOf({ exitCode: 0, checks: [MET] })).to.deep.include({ passed: true, faults: [] });
  });

  it('is failed by a threshold that is missed', () => {
    const report = reportOf({ exitCode: 1, checks: [MET, SLOW] });
    expect(report).to.deep.include({ passed: false, faults: [] });
    expect(markdown(report)).to.contain('| `crosstalk.ack_ms.p99 <= 250` | **missed** |');
  });

  it('is passed when what was missed is only told', () => {
    const report = reportOf({ exitCode: 0, checks: [MET, { ...SLOW, isOptional: true }] });
    expect(report.passed).to.equal(true);
    expect(markdown(report)).to.contain('**missed**, not enforced');
  });

  it('is failed when Artillery has judged nothing, was killed, or nothing has happened', () => {
    expect(reportOf({ exitCode: 0, checks: [] }).faults).to.have.length(1);
    expect(reportOf({ exitCode: null, checks: [MET] }).faults).to.have.length(1);
    writeFileSync(
      join(folder, 'artillery.json'),
      JSON.stringify({ aggregate: { counters: {}, summaries: {} } }),
    );
    expect(reportOf({ exitCode: 0, checks: [MET] }).faults).to.deep.equal(['No message was acknowledged.']);
  });

  it('shows what each dialect has done, the errors, and what the servers have counted meanwhile', () => {
    const page = markdown(reportOf({ exitCode: 0, checks: [MET] }));
    expect(page).to.contain('| fsego | 1 | 2 | 1.3 | 2.0 | 3.0 | 4.0 |');
    expect(page).to.contain('| error «fsego: forbidden» | 3 |');
    expect(page).to.contain('| requests | 1 | 7 | 6 |');
    expect(page).to.contain('| requests, ok | 1 | 3 | 2 |');
  });
});
