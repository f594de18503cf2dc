import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { ROOT } from '../architecture/source-tree.js';
import { Cluster } from '../harness/cluster.js';

/** The suites have this many tests at least: a pattern that finds none must not pass. */
const AT_LEAST = 60;
/** More than a hundred tests of whole nodes, one after the other; the machine may be busy with other files. */
const DEADLINE_MS = 1_800_000;

describe('the conformance suites', () => {
  let cluster: Cluster;

  before(async () => {
    // A node that is starved for seconds must not look dead: presence is counted.
    const environment = { REGISTRATIONS_PER_HOUR: '100000', PRESENCE_LEASE_MS: '60000' };
    cluster = await Cluster.start({ gateways: 2, worker: true, environment });
  });

  after(async () => {
    await cluster?.stop();
  });

  it('of all dialects pass against one cluster of two nodes, by the command that anybody may run', async function () {
    this.timeout(DEADLINE_MS);
    const script = join(ROOT, 'packages/dev-stack/bin/conformance.mjs');
    const urls = cluster.gateways.flatMap(({ url }) => ['--url', url]);
    const child = spawn(process.execPath, [script, ...urls], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data: Buffer) => output.push(data.toString()));
    }
    // Not its exit: what it wrote last may come after that.
    const [code] = (await once(child, 'close')) as [number | null];
    const text = output.join('');
    expect(code, text.slice(-8_000)).to.equal(0);
    expect(Number(/(\d+) passing/.exec(text)?.[1])).to.be.at.least(AT_LEAST);
  });
});
