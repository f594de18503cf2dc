import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { isPortFree } from '@crosstalk/dev-stack';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { required } from '../harness/cluster.js';
import { eventually, within } from '../harness/deadline.js';
import { temporaryClone } from '../harness/temporary-clone.js';

const HOST = '127.0.0.1';
const WARM_START_MS = 300_000;
/** Front door, two gateways; operations ports begin ten above, the worker's is a hundred above those. */
const OFFSETS = [0, 1, 2, 11, 12, 110];
/** Below the ports that the system gives out by itself. */
const LOWEST = 28_000;
const SLOTS = 20;
const SLOT = 200;

describe('npm start in a folder of its own', function () {
  this.timeout(600_000);
  let clone: Awaited<ReturnType<typeof temporaryClone>>;
  let base: number;
  let run: ChildProcess;
  let output = '';

  before(async () => {
    clone = await temporaryClone();
    base = await freeBase();
    const databases = ['CROSSTALK_MONGOD', 'CROSSTALK_REDIS_SERVER'];
    run = spawn(process.execPath, [join(clone.folder, 'packages/dev-stack/bin/start.mjs'), '--nodes', '2'], {
      cwd: clone.folder,
      env: {
        // No database server on the path, and none that is running already.
        PATH: [dirname(process.execPath), '/usr/bin', '/bin'].join(':'),
        HOME: clone.folder,
        PORT: String(base),
        OPS_PORT: String(base + 10),
        ...Object.fromEntries(databases.map((name) => [name, required(name)])),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [run.stdout, run.stderr])
      stream?.on('data', (data: Buffer) => {
        output += data.toString();
      });
  });

  after(async () => {
    if (run?.exitCode === null) {
      run.kill('SIGTERM');
      await once(run, 'exit');
    }
    await clone?.remove();
  });

  it('reaches its table, with a database of its own', async () => {
    const ended = once(run, 'exit').then(() => Promise.reject(new Error(`it ended:\n${output}`)));
    const ready = eventually('the table', () => output.includes('Ctrl-C stops everything.'), WARM_START_MS);
    await Promise.race([ready, ended]).catch((error: Error) => {
      throw new Error(`${error.message}\n${output}`);
    });
    expect(output).to.contain(`node examples/talk.mjs http://${HOST}:${base + 1} http://${HOST}:${base + 2}`);
    const door = await fetch(`http://${HOST}:${base}/api/v1/openapi.json`);
    expect(door.status).to.equal(200);
    expect(await door.json()).to.include({ openapi: '3.1.0' });
  });

  it('carries the conversation of the example, on two nodes and two dialects', async () => {
    const urls = [base + 1, base + 2].map((port) => `http://${HOST}:${port}`);
    const talk = spawn(process.execPath, ['examples/talk.mjs', ...urls], { cwd: clone.folder });
    let said = '';
    talk.stdout.on('data', (data: Buffer) => {
      said += data.toString();
    });
    talk.stderr.on('data', (data: Buffer) => {
      said += data.toString();
    });
    const [code] = (await within(once(talk, 'close'), 'the end of the conversation')) as [number];
    expect(said.trim().split('\n')).to.deep.equal([
      'Bob (casamsa)  reads: Hello Bob, can you read me?',
      'Ann (channels) reads: Loud and clear, Ann.',
    ]);
    expect(code).to.equal(0);
  });

  it('ends everything that it started on Ctrl-C', async () => {
    run.kill('SIGINT');
    const [code] = (await within(once(run, 'exit'), 'the end', 120_000)) as [number];
    expect(code, output).to.equal(0);
    for (const offset of OFFSETS)
      expect(await isPortFree(HOST, base + offset), `port ${offset}`).to.equal(true);
    const database = /mongodb:\/\/127\.0\.0\.1:(\d+)/.exec(output)?.[1];
    expect(await isPortFree(HOST, Number(database))).to.equal(true);
  });
});

async function freeBase(): Promise<number> {
  const first = Math.floor(Math.random() * SLOTS);
  for (let index = 0; index < SLOTS; index += 1) {
    const candidate = LOWEST + ((first + index) % SLOTS) * SLOT;
    const free = await Promise.all(OFFSETS.map((offset) => isPortFree(HOST, candidate + offset)));
    if (free.every(Boolean)) return candidate;
  }
  throw new Error('no free ports');
}
