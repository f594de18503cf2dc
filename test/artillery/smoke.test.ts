import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith, TOOLS_REQUIRED } from '@crosstalk/testing';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { ROOT } from '../architecture/source-tree.js';
import type { Report } from './report/report.js';
import { DIALECTS } from './users/dialects.js';

/** Installation, a cluster and the load, on a machine that is busy with other files. */
const DEADLINE_MS = 1_500_000;
const BIN = join(ROOT, 'packages/dev-stack/bin');
const INSTALL = 'node packages/dev-stack/bin/install-artillery.mjs';

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

async function npmRunLoad(...words: string[]): Promise<Ended> {
  const child = spawn(process.execPath, [join(BIN, 'load.mjs'), ...words], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => output.push(data.toString()));
  // Not its exit: what it wrote last may come after that.
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output: output.join('') };
}

const isInstalled = spawnSync(process.execPath, [join(BIN, 'install-artillery.mjs'), '--look']).status === 0;

// 240 MB are too much for everybody who runs the tests once.
if (isInstalled || TOOLS_REQUIRED) {
  describeWith(['haproxy'], 'npm run load with the smoke profile', function () {
    this.timeout(DEADLINE_MS);
    let folder: string;
    let ended: Ended;
    let report: Report;

    before(async () => {
      // Inside the clone, as without --out.
      mkdirSync(join(ROOT, '.data'), { recursive: true });
      folder = mkdtempSync(join(ROOT, '.data', 'load-test-'));
      // What is fast is for a machine that does nothing else.
      ended = await npmRunLoad('--profile', 'smoke', '--report-latency', '--out', folder);
      const file = readdirSync(folder).find((name) => name.endsWith('-smoke.json'));
      if (!file) throw new Error(`it has left no report:\n${ended.output.slice(-4_000)}`);
      report = JSON.parse(readFileSync(join(folder, file), 'utf8'));
      const { p50, p95, p99 } = report.figures.acks;
      console.log(
        `      acknowledged after ${[p50, p95, p99].map(Math.round).join(' / ')} ms (p50, p95, p99)`,
      );
    });

    after(() => rmSync(folder, { recursive: true, force: true }));

    it('passes, with every threshold judged by the ensure plugin', () => {
      expect(ended.code, ended.output.slice(-4_000)).to.equal(0);
      expect(report.passed).to.equal(true);
      expect(report.checks).to.have.length(6);
      expect(report.checks.filter(({ isMet, isOptional }) => !isMet && !isOptional)).to.deep.equal([]);
    });

    it('has sent in every dialect, and every message was acknowledged', () => {
      const { connections, sends, acknowledged, acks, errors, errorCodes, users } = report.figures;
      for (const dialect of DIALECTS) expect(connections[dialect], dialect).to.be.above(0);
      expect(acknowledged).to.equal(sends).and.above(100);
      expect(acks.count).to.equal(acknowledged);
      expect({ errors, errorCodes, failed: users.failed, skipped: users.skipped }).to.deep.equal({
        errors: 0,
        errorCodes: {},
        failed: 0,
        skipped: 0,
      });
    });

    it('has lost, doubled and misplaced nothing on its way to the others', () => {
      const { lost, doubled, disordered, deliveries, acknowledged } = report.figures;
      expect({ lost, doubled, disordered }).to.deep.equal({ lost: 0, doubled: 0, disordered: 0 });
      expect(deliveries).to.be.above(acknowledged);
    });

    it('tells what the servers have counted: no request of the load is missing there', () => {
      const more = (title: string) => report.servers.find((row) => row.title === title)?.more;
      expect(more('requests, ok')).to.be.at.least(report.figures.acknowledged);
      expect(more('deliveries')).to.be.at.least(report.figures.deliveries);
    });

    it('leaves a page that people can read beside it', () => {
      const page = readdirSync(folder).find((name) => name.endsWith('-smoke.md')) ?? '';
      expect(readFileSync(join(folder, page), 'utf8')).to.contain('# Load test: smoke, passed');
    });

    it('fails and says why when nobody answers at its target', async () => {
      const { code, output } = await npmRunLoad('--target', 'http://127.0.0.1:9', '--out', folder);
      expect(code, output).to.equal(1);
      expect(output).to.contain('No message was acknowledged.').and.to.contain('Error: fetch failed');
    });
  });
} else {
  describe('npm run load with the smoke profile', () => {
    it(`needs Artillery: ${INSTALL}`);
  });
}
