#!/usr/bin/env node
// `npm start`: works on a fresh clone, so nothing but Node itself may be imported before the build.
import { buildWorkspaces } from './prepare/build-workspaces.mjs';
import { checkNode } from './prepare/check-node.mjs';
import { installDependencies } from './prepare/install-dependencies.mjs';
import { ROOT } from './prepare/root.mjs';

checkNode();
if (!installDependencies() || !buildWorkspaces()) process.exit(1);
const { runStart } = await import('../dist/run/run-start.js');
process.exit(await runStart(ROOT, process.argv.slice(2), process.env));
