import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWorkFolders } from '@crosstalk/jobs';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';

describe('Work folders', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'crosstalk-jobs-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  async function leave(host: string, pid: number): Promise<string> {
    const folder = join(root, `${encodeURIComponent(host)}+${pid}+abc`);
    await mkdir(join(folder, 'job-1'), { recursive: true });
    await writeFile(join(folder, 'job-1', 'upload'), 'bytes');
    return folder;
  }

  it('are gone after the work, also when it failed', async () => {
    const folders = await openWorkFolders(root);
    const seen: string[] = [];
    const work = async (folder: string) => {
      seen.push(folder);
      await writeFile(join(folder, 'upload'), 'bytes');
      throw new Error('no');
    };
    expect(await folders.with(work).catch((error: Error) => error.message)).to.equal('no');
    expect(await folders.with(async (folder) => seen.push(folder))).to.equal(2);
    expect(new Set(seen).size).to.equal(2);
    expect(seen.filter(existsSync)).to.deep.equal([]);
    await folders.close();
    expect(await readdir(root)).to.deep.equal([]);
  });

  it('of killed workers are removed at the start of the next', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    const dead = await leave(hostname(), pid);
    const before = await leave(hostname(), process.pid);
    const folders = await openWorkFolders(root);
    expect([dead, before].filter(existsSync)).to.deep.equal([]);
    await folders.close();
  });

  it('of living workers, of other hosts and of anybody else are left alone', async () => {
    const living = await leave(hostname(), process.ppid);
    const elsewhere = await leave('another host', 1);
    const foreign = join(root, 'letters');
    await mkdir(foreign);
    const folders = await openWorkFolders(root);
    expect([living, elsewhere, foreign].every(existsSync)).to.equal(true);
    await folders.close();
  });

  it('of other hosts are removed after a day', async () => {
    const elsewhere = await leave('another host', 1);
    const long = new Date(Date.now() - 2 * 86_400_000);
    await utimes(elsewhere, long, long);
    await (await openWorkFolders(root)).close();
    expect(existsSync(elsewhere)).to.equal(false);
  });
});
