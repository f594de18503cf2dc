import { execFileSync } from 'node:child_process';
import { readStat } from './read-stat.js';

/**
 * Opaque start time of a process, or undefined when it is gone.
 *
 * Together with the pid it names one process for good; a pid alone may have been given to another since.
 */
export function processStartTime(pid: number): string | undefined {
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
}

function fromProc(pid: number): string | undefined {
  try {
    const fields = readStat(pid);
    const [state, startTime] = [fields[0], fields[19]];
    return state === 'Z' ? undefined : startTime;
  } catch {
    return undefined;
  }
}

function fromPs(pid: number): string | undefined {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}
