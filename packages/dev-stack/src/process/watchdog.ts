import { type ChildProcess, spawn } from 'node:child_process';
import { processStartTime } from './process-start-time.js';
import { siblingScript } from './sibling-script.js';

/** Keeps a list of child processes that must not outlive this one. */
export interface Watchdog {
  readonly guard: (child: ChildProcess) => void;
  readonly close: () => void;
}

/**
 * Starts a second process that ends the guarded ones when this one is gone, even by `kill -9`.
 *
 * It reads a pipe that only this process writes to; the kernel closes it with the process. Its own group
 * and session keep the Ctrl-C of the terminal away from it.
 */
export function startWatchdog(): Watchdog {
  const watchdog = spawn(process.execPath, siblingScript(import.meta.url, 'watchdog-main'), {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.unref();
  // Without a watchdog the cluster still works; only a kill -9 would leave children behind.
  watchdog.on('error', () => {});
  watchdog.stdin.on('error', () => {});
  const tell = (line: string) => watchdog.stdin.write(`${line}\n`);
  return {
    guard: (child) => {
      const { pid } = child;
      if (pid === undefined) return;
      tell(`+ ${pid} ${processStartTime(pid) ?? ''}`);
      child.once('exit', () => tell(`- ${pid}`));
    },
    close: () => watchdog.stdin.end(),
  };
}
