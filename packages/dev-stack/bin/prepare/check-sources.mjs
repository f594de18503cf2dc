import { join } from 'node:path';
import { ROOT } from './root.mjs';
import { runTool } from './run-tool.mjs';

/**
 * Lints and type-checks the sources and the tests.
 *
 * @returns {number} how many of the two failed
 */
export function checkSources() {
  const checks = [
    ['biome', ['check', '.', '--diagnostic-level=error']],
    ['tsc', ['-p', 'tsconfig.test.json']],
  ];
  return checks.filter(([tool, rest]) => {
    console.log(`${tool} ${rest.join(' ')}`);
    return !runTool(join(ROOT, 'node_modules', '.bin', tool), rest, { quiet: true });
  }).length;
}
