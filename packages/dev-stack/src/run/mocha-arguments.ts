import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Command line of mocha. Files named in `rest` replace those of .mocharc.json, to which mocha would add them.
 *
 * @param scratch folder for the configuration without files.
 */
export async function mochaArguments(
  root: string,
  rest: readonly string[],
  scratch: string,
): Promise<string[]> {
  const reporter = join(root, 'packages', 'dev-stack', 'bin', 'summary-reporter.mjs');
  const own = ['--reporter', reporter];
  if (!rest.some((argument) => argument.startsWith('--spec') || /\.test\.ts$/.test(argument))) {
    return [...own, ...rest];
  }
  const others: Record<string, unknown> = JSON.parse(await readFile(join(root, '.mocharc.json'), 'utf8'));
  delete others.spec;
  const config = join(scratch, 'mocharc.json');
  await writeFile(config, JSON.stringify(others));
  return ['--config', config, ...own, ...rest];
}
