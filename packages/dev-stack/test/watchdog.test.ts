import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { endProcess } from '../src/process/end-process.js';
import { processStartTime } from '../src/process/process-start-time.js';
import { siblingScript } from '../src/process/sibling-script.js';
import { eventually } from './eventually.js';

async function startParent(): Promise<{ parent: ChildProcess; pids: number[] }> {
  const script = siblingScript(import.meta.url, 'fixtures/guarded-parent');
  const parent = spawn(process.execPath, script, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: parent.stdout }), 'line');
  return { parent, pids: String(line).split(' ').map(Number) };
}

describe('the watchdog', () => {
  it('ends every child of a parent that was killed with kill -9', async () => {
    const { parent, pids } = await startParent();
    expect(pids).to.have.length(2);
    for (const pid of pids) expect(processStartTime(pid)).to.be.a('string');
    parent.kill('SIGKILL');
    await eventually(() => pids.every((pid) => processStartTime(pid) === undefined));
  });

  it('leaves a process alone that carries a remembered pid but started at another time', async () => {
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    const pid = stranger.pid ?? 0;
    await endProcess(pid, 'another time');
    expect(processStartTime(pid)).to.be.a('string');
    await endProcess(pid, processStartTime(pid) ?? '');
    await eventually(() => stranger.signalCode !== null);
    expect(stranger.signalCode).to.equal('SIGTERM');
  });
});
