/** Signals that ask for an orderly end; SIGHUP is a closed terminal. */
const END_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** How often a process under npm looks whether npm is still there, in milliseconds. */
const PARENT_POLL_MS = 1_000;

/**
 * Calls back once when this process is asked to end.
 *
 * Under npm it also happens when npm itself was killed: nobody would be left to press Ctrl-C.
 */
export function onEndSignal(environment: NodeJS.ProcessEnv, end: (reason: string) => void): void {
  let asked = false;
  const once = (reason: string) => {
    if (asked) return;
    asked = true;
    end(reason);
  };
  for (const signal of END_SIGNALS) process.on(signal, () => once(signal));
  if (environment.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) once('npm is gone');
  }, PARENT_POLL_MS).unref();
}
