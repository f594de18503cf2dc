import { writeFileSync } from 'node:fs';
import { reporters } from 'mocha';

/**
 * The `spec` reporter; at the end it leaves the numbers of passed and failed tests in the file that
 * CROSSTALK_TEST_COUNTS names.
 *
 * A file, because the runner prints its closing line after the databases are down.
 */
export default class SummaryReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      const counts = { passed: this.stats?.passes ?? 0, failed: this.stats?.failures ?? 0 };
      const path = process.env.CROSSTALK_TEST_COUNTS;
      if (path) writeFileSync(path, JSON.stringify(counts));
    });
  }
}
