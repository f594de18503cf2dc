import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { processStartTime } from '../process/process-start-time.js';
import { StackError } from '../stack-error.js';

/**
 * Takes a data folder for this process; the lock of a process that is gone is taken over.
 *
 * @returns the release.
 * @throws StackError when another process that still runs holds it.
 */
export async function lockFolder(path: string): Promise<() => Promise<void>> {
  const mine = `${process.pid} ${processStartTime(process.pid) ?? ''}`;
  for (let attempt = 0; attempt < 2; attempt += 1) {
    if (await claim(path, mine)) return () => rm(path, { force: true });
    const [pid, ...startTime] = (await readFile(path, 'utf8').catch(() => '')).split(' ');
    if (processStartTime(Number(pid)) === startTime.join(' ')) throw taken(path, Number(pid));
    await rm(path, { force: true });
  }
  throw taken(path, undefined);
}

async function claim(path: string, content: string): Promise<boolean> {
  try {
    await writeFile(path, content, { flag: 'wx' });
    return true;
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw failure;
  }
}

function taken(path: string, pid: number | undefined): StackError {
  return new StackError(`Another npm start${pid ? ` (process ${pid})` : ''} uses ${dirname(path)}.`, [
    'use the one that runs, or stop it with Ctrl-C',
    'for a second cluster, clone into another folder and give it other ports (PORT=4000 OPS_PORT=9200)',
  ]);
}
