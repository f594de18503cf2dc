import { ReleaseStack } from '../process/release-stack.js';
import { startWatchdog, type Watchdog } from '../process/watchdog.js';
import { describeFailure } from '../stack-error.js';
import { onEndSignal } from './on-end-signal.js';

/** What every command that keeps processes running works with. */
export interface Foreground {
  readonly releases: ReleaseStack;
  readonly watchdog: Watchdog;
  readonly report: (line: string) => void;
  /** Ends the command from inside with a failure. */
  readonly fail: (failure: unknown) => void;
  /** Ends the command from inside, its work done. */
  readonly end: () => void;
}

/**
 * Carries out `begin` and stays until a signal or a failure; then everything is released in reverse order.
 *
 * @returns the exit code: 0 after a signal, 1 after a failure.
 */
export async function runForeground(
  environment: NodeJS.ProcessEnv,
  begin: (foreground: Foreground) => Promise<void>,
): Promise<number> {
  const report = (line: string) => console.log(line);
  const releases = new ReleaseStack(report);
  const watchdog = startWatchdog();
  const ended = new Promise<number>((resolve) => {
    const fail = (failure: unknown) => {
      // After Ctrl-C during the start, what was being started fails; that is no news.
      if (!releases.closed) console.error(describeFailure(failure));
      resolve(1);
    };
    onEndSignal(environment, () => resolve(0));
    begin({ releases, watchdog, report, fail, end: () => resolve(0) }).catch(fail);
  });
  const stayAwake = setInterval(() => {}, 2 ** 30);
  const exitCode = await ended;
  await releases.close();
  watchdog.close();
  clearInterval(stayAwake);
  return exitCode;
}
