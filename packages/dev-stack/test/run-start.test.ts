import { once } from 'node:events';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { pickPort } from '../src/process/port.js';
import { processStartTime } from '../src/process/process-start-time.js';
import { eventually } from './eventually.js';
import { layOutClone, runScript, runStartIn, type StartRun, startScript } from './fake-clone.js';
import { temporaryFolders } from './temporary-folders.js';

const READY = 'Ctrl-C stops everything.';
const HOST = '127.0.0.1';
const FAKE_NPM = fileURLToPath(new URL('./fixtures/fake-npm.mjs', import.meta.url));

describe('npm start', () => {
  const newFolder = temporaryFolders();
  let root: string;
  let ports: { PORT: string; OPS_PORT: string };
  let runs: StartRun[] = [];

  beforeEach(async () => {
    root = await newFolder();
    await layOutClone(root);
    // A range of its own below the system's ephemeral ports, so that parallel tests keep apart.
    const base = await pickPort(HOST, 20_000 + Math.floor(Math.random() * 500) * 20);
    ports = { PORT: String(base), OPS_PORT: String(base + 10) };
    runs = [];
  });
  afterEach(async () => {
    for (const run of runs) run.process.kill('SIGTERM');
    await Promise.all(runs.map(({ ended }) => ended));
  });

  const start = (rest: string[] = [], environment: NodeJS.ProcessEnv = {}) => {
    const run = runStartIn(root, rest, { ...ports, ...environment });
    runs.push(run);
    return run;
  };
  const ask = async (path: string): Promise<{ pid: number; port: string }> => {
    const answer = await fetch(`http://${HOST}:${ports.PORT}${path}`);
    return (await answer.json()) as { pid: number; port: string };
  };

  it('prints its table and two lines to paste, serves through the front door and ends with exit code 0', async () => {
    const run = start(['--nodes', '2']);
    const output = await run.printed(READY);
    const port = Number(ports.PORT);
    expect(output).to.include(`front door      http://${HOST}:${port}\n`);
    expect(output).to.include(`http://${HOST}:${port + 2}  operations http://${HOST}:${port + 12}/metrics`);
    expect(output).to.include(`curl -s -X POST http://${HOST}:${port}/api/v1/auth/register`);
    expect(output).to.include(`node examples/talk.mjs http://${HOST}:${port + 1} http://${HOST}:${port + 2}`);
    const answers = await Promise.all([ask('/x'), ask('/x')]);
    expect(new Set(answers.map((answer) => answer.port)).size).to.equal(2);
    run.process.kill('SIGTERM');
    expect(await run.ended).to.equal(0);
    for (const { pid } of answers) expect(processStartTime(pid)).to.equal(undefined);
  });

  it('starts a gateway again that died', async () => {
    const run = start(['--nodes', '1']);
    await run.printed(READY);
    const { pid } = await ask('/x');
    process.kill(pid, 'SIGKILL');
    await run.printed('gateway-1 died (signal SIGKILL), starting it again');
    await eventually(async () => {
      const answer = await ask('/x');
      return answer.pid !== undefined && answer.pid !== pid;
    });
  });

  it('leaves no process behind when it is killed with kill -9', async () => {
    const run = start();
    await run.printed(READY);
    const pids = [(await ask('/x')).pid, (await ask('/x')).pid];
    run.process.kill('SIGKILL');
    await eventually(() => pids.every((pid) => processStartTime(pid) === undefined));
  });

  it('ends when npm is killed with kill -9 and only the shell in between is left', async () => {
    const npm = runScript([FAKE_NPM, ...startScript(), root], { ...ports, npm_lifecycle_event: 'start' });
    await npm.printed(READY);
    const { pid } = await ask('/x');
    npm.process.kill('SIGKILL');
    await eventually(() => processStartTime(pid) === undefined);
  });

  it('ends with the last words of a process that keeps dying at its start', async () => {
    const run = start([], { FAKE_DIES: '1' });
    expect(await run.ended).to.equal(1);
    expect(run.output()).to.include('keeps dying at its start (exit code 3)');
    expect(run.output()).to.include('the fake app refuses to live');
  });

  it('names each port that is in use and the variables that move it', async () => {
    const squatter = createServer().listen(Number(ports.PORT) + 1, HOST);
    await once(squatter, 'listening');
    const run = start();
    expect(await run.ended).to.equal(1);
    squatter.close();
    expect(run.output()).to.include(`${Number(ports.PORT) + 1} (gateway-1)`);
    expect(run.output()).to.include('PORT=4000 OPS_PORT=9200 npm start');
  });

  it('refuses a second run in the same folder and takes over the lock of a dead one', async () => {
    await mkdir(join(root, '.data'));
    await writeFile(join(root, '.data', 'lock'), '1 long ago');
    await start().printed(READY);
    const second = start();
    expect(await second.ended).to.equal(1);
    expect(second.output()).to.match(/Another npm start \(process \d+\) uses /);
  });

  it('keeps its secrets to the owner and hands them to the children, logs in a file', async () => {
    await start().printed(READY);
    const secrets = join(root, '.data', 'secrets.json');
    expect((await stat(secrets)).mode & 0o777).to.equal(0o600);
    const { JWT_SECRET } = JSON.parse(await readFile(secrets, 'utf8'));
    const log = await readFile(join(root, '.data', 'logs', 'gateway-1.log'), 'utf8');
    expect(JSON.parse(log.split('\n')[0] ?? '')).to.include({
      JWT_SECRET,
      PORT: String(Number(ports.PORT) + 1),
      PUBLIC_URL: `http://${HOST}:${ports.PORT}`,
      CHAT_KEYS: 'dev-chat-key:default',
      DRAIN_SECONDS: '1',
    });
  });

  it('explains itself for an option it does not know', async () => {
    const run = start(['--node', '2']);
    expect(await run.ended).to.equal(1);
    expect(run.output()).to.include('--nodes N');
  });
});
