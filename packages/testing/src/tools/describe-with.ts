import { type Context, describe, it } from 'mocha';
import { toolPath } from './tool-path.js';

/** Whether a program that a test needs must be there: `.ci/run` has installed all of them. Elsewhere such tests are pending. */
export const TOOLS_REQUIRED = process.env.CI_REQUIRES_TOOLS === '1';

type Suite = (this: Mocha.Suite, paths: readonly string[]) => void;

/**
 * `describe` for tests that run programs of the system, such as HAProxy. Where one is missing they are pending and say which,
 * or fail with `CI_REQUIRES_TOOLS=1`.
 *
 * @param programs names as on `PATH`
 * @param suite gets the paths of the programs, in their order
 */
export function describeWith(programs: readonly string[], title: string, suite: Suite): void {
  const paths = programs.map((program) => toolPath(program));
  const missing = programs.filter((_, index) => paths[index] === undefined);
  if (missing.length === 0) {
    describe(title, function () {
      suite.call(this, paths.map(String));
    });
    return;
  }
  describe(title, () => {
    it(`needs ${missing.join(', ')}`, function (this: Context) {
      if (TOOLS_REQUIRED) throw new Error(`${missing.join(', ')}: not installed; .ci/run names the packages`);
      this.skip();
    });
  });
}
