import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/**
 * Ends a child: SIGTERM, and SIGKILL when it is still there after `graceMs`.
 *
 * @returns the exit code, or null when a signal ended it.
 */
export async function endChild(child: ChildProcess, graceMs: number): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return child.exitCode;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const limit = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await gone;
  clearTimeout(limit);
  return child.exitCode;
}
