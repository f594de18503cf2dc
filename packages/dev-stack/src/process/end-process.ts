import { setTimeout as delay } from 'node:timers/promises';
import { processStartTime } from './process-start-time.js';

const GRACE_MS = 5_000;
const POLL_MS = 50;

/**
 * Ends a process that is no child of this one: SIGTERM, after five seconds SIGKILL.
 *
 * A process that carries the pid but started at another time is left alone.
 */
export async function endProcess(pid: number, startTime: string): Promise<void> {
  const lives = () => processStartTime(pid) === startTime;
  if (!lives()) return;
  signal(pid, 'SIGTERM');
  for (let waited = 0; waited < GRACE_MS && lives(); waited += POLL_MS) await delay(POLL_MS);
  if (lives()) signal(pid, 'SIGKILL');
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone between the look and the signal.
  }
}
