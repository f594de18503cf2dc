#!/usr/bin/env node
// `npm test`: works on a fresh clone. The last line of its output is `N passed, N failed`.
import { buildWorkspaces } from './prepare/build-workspaces.mjs';
import { checkNode } from './prepare/check-node.mjs';
import { checkSources } from './prepare/check-sources.mjs';
import { installDependencies } from './prepare/install-dependencies.mjs';
import { ROOT } from './prepare/root.mjs';

checkNode();
if (!installDependencies() || !buildWorkspaces()) {
  console.log('0 passed, 1 failed');
  process.exit(1);
}
const failedChecks = checkSources();
const { runTests } = await import('../dist/run/run-tests.js');
process.exit(await runTests(ROOT, process.argv.slice(2), { environment: process.env, failedChecks }));
