#!/usr/bin/env node
// `npm run bench`: the load test against a cluster and databases of its own.
import { buildWorkspaces } from './prepare/build-workspaces.mjs';
import { checkNode } from './prepare/check-node.mjs';
import { installDependencies } from './prepare/install-dependencies.mjs';
import { ROOT } from './prepare/root.mjs';

checkNode();
if (!installDependencies() || !buildWorkspaces()) process.exit(1);
const { runBench } = await import('../dist/run/run-bench.js');
process.exit(await runBench(ROOT, process.argv.slice(2), process.env));
