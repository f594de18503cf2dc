import { spawnSync } from 'node:child_process';
import { it } from 'mocha';

type Test = (title: string, run: () => Promise<void>) => void;

/** `it` for tests that need these programs; they are skipped where one is missing, unless CI_REQUIRES_MEDIA_TOOLS is set. */
export function itWith(...programs: readonly string[]): Test {
  const missing = programs.filter((program) => spawnSync(program, ['-version']).error !== undefined);
  if (missing.length === 0 || process.env.CI_REQUIRES_MEDIA_TOOLS) return (title, run) => void it(title, run);
  return (title, run) => void it.skip(`${title} (needs ${missing.join(', ')})`, run);
}

/** clamd lies beside the programs of the system, which not every PATH names. */
export const CLAMD = spawnSync('clamd', ['--version']).error ? '/usr/sbin/clamd' : 'clamd';
