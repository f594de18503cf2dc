#!/usr/bin/env node
// `npm test`: works on a fresh clone. The last line of its output is `N passed, N failed`.
import { existsSync } from 'node:fs';
import { buildWorkspaces } from './prepare/build-workspaces.mjs';
import { checkNode } from './prepare/check-node.mjs';
import { checkSources } from './prepare/check-sources.mjs';
import { installDependencies } from './prepare/install-dependencies.mjs';
import { ROOT } from './prepare/root.mjs';

const RUNNER = new URL('../dist/run/run-tests.js', import.meta.url);

checkNode();
const installed = installDependencies();
const built = installed && buildWorkspaces();
// The tests read the sources, so that a package that does not build need not keep the others from being tested.
if (!installed || !existsSync(RUNNER)) {
  console.log('0 passed, 1 failed');
  process.exit(1);
}
const failedChecks = checkSources() + (built ? 0 : 1);
const { runTests } = await import(RUNNER.href);
process.exit(await runTests(ROOT, process.argv.slice(2), { environment: process.env, failedChecks }));
