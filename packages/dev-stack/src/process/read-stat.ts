import { readFileSync } from 'node:fs';

/**
 * Fields of `/proc/PID/stat` from the third on: state, parent, … (proc_pid_stat(5)).
 *
 * The second, the name, may hold spaces and parentheses, so fields are counted after the last one.
 *
 * @throws Error when there is no such process.
 */
export function readStat(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}
