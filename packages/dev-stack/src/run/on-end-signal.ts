import { npmProcess } from '../process/npm-process.js';
import { processStartTime } from '../process/process-start-time.js';

/** Signals that ask for an orderly end; SIGHUP is a closed terminal. */
const END_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** How often a process under npm looks whether npm is still there, in milliseconds. */
const NPM_POLL_MS = 1_000;

/**
 * Calls back once when this process is asked to end.
 *
 * Under npm it also happens when npm itself was killed: nobody would be left to press Ctrl-C.
 */
export function onEndSignal(environment: NodeJS.ProcessEnv, end: () => void): void {
  let asked = false;
  const once = () => {
    if (asked) return;
    asked = true;
    end();
  };
  for (const signal of END_SIGNALS) process.on(signal, once);
  const npm = npmProcess(environment);
  if (npm === undefined) return;
  const startTime = processStartTime(npm);
  setInterval(() => {
    if (processStartTime(npm) !== startTime) once();
  }, NPM_POLL_MS).unref();
}
