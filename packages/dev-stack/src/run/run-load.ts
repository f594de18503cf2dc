import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { startWatchdog, type Watchdog } from '../process/watchdog.js';
import { describeFailure } from '../stack-error.js';
import { withTestServices } from './with-test-services.js';

/**
 * Runs the load test; `rest` are its own arguments. A cluster of its own gets fresh databases, a `--target` needs none.
 *
 * @returns its exit code.
 */
export async function runLoad(
  root: string,
  rest: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<number> {
  const run = async (given: NodeJS.ProcessEnv, watchdog: Watchdog): Promise<number> => {
    const script = join(root, 'test', 'artillery', 'run', 'load.ts');
    const child = spawn(process.execPath, ['--import=tsx', script, ...rest], {
      cwd: root,
      stdio: 'inherit',
      env: given,
    });
    watchdog.guard(child);
    const [exitCode] = await once(child, 'exit');
    return typeof exitCode === 'number' ? exitCode : 1;
  };
  try {
    if (needsNoServices(rest)) {
      const watchdog = startWatchdog();
      return await run(environment, watchdog).finally(() => watchdog.close());
    }
    return await withTestServices(environment, ({ environment: served, watchdog }) => run(served, watchdog));
  } catch (failure) {
    console.error(describeFailure(failure));
    return 1;
  }
}

/** The script itself parses its arguments; here only what decides about databases is looked at. */
function needsNoServices(rest: readonly string[]): boolean {
  return rest.some((word) => /^(--target(=.*)?|--help|-h)$/.test(word));
}
