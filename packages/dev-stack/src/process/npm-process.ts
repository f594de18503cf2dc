import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { readStat } from './read-stat.js';

/**
 * The npm that runs this process as one of its scripts, or undefined.
 *
 * npm starts a script through a shell, which some shells replace by the command and some do not.
 */
export function npmProcess(environment: NodeJS.ProcessEnv): number | undefined {
  if (environment.npm_lifecycle_event === undefined) return undefined;
  try {
    const parent = describe(process.ppid);
    return /^-?(ba|da|z|k)?sh$/.test(parent.command) ? parent.parent : process.ppid;
  } catch {
    return undefined;
  }
}

function describe(pid: number): { readonly command: string; readonly parent: number } {
  if (process.platform === 'linux') {
    const command = readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
    return { command, parent: Number(readStat(pid)[1]) };
  }
  const [parent, ...command] = execFileSync('ps', ['-o', 'ppid=,comm=', '-p', String(pid)], {
    encoding: 'utf8',
  })
    .trim()
    .split(/\s+/);
  return { command: basename(command.join(' ')), parent: Number(parent) };
}
