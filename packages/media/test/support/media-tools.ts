import { TOOLS_REQUIRED, toolPath } from '@crosstalk/testing';
import { it } from 'mocha';

type Test = (title: string, run: () => Promise<void>) => void;

/** `it` for tests that need these programs; they are skipped where one is missing, unless `.ci/run` has installed them. */
export function itWith(...programs: readonly string[]): Test {
  const missing = programs.filter((program) => toolPath(program) === undefined);
  if (missing.length === 0 || TOOLS_REQUIRED) return (title, run) => void it(title, run);
  return (title, run) => void it.skip(`${title} (needs ${missing.join(', ')})`, run);
}

export const CLAMD = toolPath('clamd') ?? 'clamd';
