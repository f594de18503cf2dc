import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeFailure } from '../stack-error.js';
import { mochaArguments } from './mocha-arguments.js';
import { type TestServices, withTestServices } from './with-test-services.js';

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

export interface TestRun {
  readonly environment: NodeJS.ProcessEnv;
  /** Checks of the sources that have failed before the tests. */
  readonly failedChecks: number;
}

/**
 * Runs mocha against real MongoDB and Redis and prints `N passed, N failed` as the very last line.
 *
 * `rest` goes to mocha. A mocha that ends without its numbers counts as one failure.
 *
 * @returns the exit code: 0 only when nothing failed.
 */
export async function runTests(root: string, rest: readonly string[], run: TestRun): Promise<number> {
  let counts: Counts = { passed: 0, failed: 1 };
  try {
    await withTestServices(run.environment, async (services) => {
      counts = await runMocha(root, rest, services);
      return 0;
    });
  } catch (failure) {
    console.error(describeFailure(failure));
  }
  const failed = counts.failed + run.failedChecks;
  if (run.failedChecks > 0)
    console.log(`${run.failedChecks} of build, lint and type check failed, see above`);
  console.log(`${counts.passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

async function runMocha(root: string, rest: readonly string[], services: TestServices): Promise<Counts> {
  const results = join(services.folder, 'counts.json');
  const mocha = join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');
  const options = await mochaArguments(root, rest, services.folder);
  const child = spawn(process.execPath, [mocha, ...options], {
    cwd: root,
    stdio: 'inherit',
    env: { ...services.environment, CROSSTALK_TEST_COUNTS: results },
  });
  services.watchdog.guard(child);
  const [exitCode] = await once(child, 'exit');
  const counts = parseCounts(await readFile(results, 'utf8').catch(() => ''));
  const lostFailure = exitCode !== 0 && counts.failed === 0;
  return lostFailure ? { ...counts, failed: 1 } : counts;
}

function parseCounts(text: string): Counts {
  if (text === '') return { passed: 0, failed: 1 };
  const { passed, failed } = JSON.parse(text) as Counts;
  return { passed, failed };
}
