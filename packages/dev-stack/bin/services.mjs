#!/usr/bin/env node
// Runs one mongod and one Redis in the foreground, for work on tests.
import { buildWorkspaces } from './prepare/build-workspaces.mjs';
import { checkNode } from './prepare/check-node.mjs';
import { installDependencies } from './prepare/install-dependencies.mjs';

checkNode();
if (!installDependencies() || !buildWorkspaces()) process.exit(1);
const { runServices } = await import('../dist/run/run-services.js');
process.exit(await runServices(process.argv.slice(2), process.env));
