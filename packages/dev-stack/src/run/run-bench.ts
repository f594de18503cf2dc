import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describeFailure } from '../stack-error.js';
import { withTestServices } from './with-test-services.js';

/**
 * Runs the load test with fresh databases; `rest` are its own arguments.
 *
 * @returns its exit code.
 */
export async function runBench(
  root: string,
  rest: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<number> {
  try {
    return await withTestServices(environment, async (services) => {
      const script = join(root, 'test', 'load', 'bench.ts');
      const child = spawn(process.execPath, ['--import=tsx', script, ...rest], {
        cwd: root,
        stdio: 'inherit',
        env: services.environment,
      });
      services.watchdog.guard(child);
      const [exitCode] = await once(child, 'exit');
      return typeof exitCode === 'number' ? exitCode : 1;
    });
  } catch (failure) {
    console.error(describeFailure(failure));
    return 1;
  }
}
