#!/usr/bin/env node
// `npm run load`: Artillery against a cluster behind HAProxy, or against a deployment that is running.
import { artilleryFolder } from './prepare/artillery-folder.mjs';
import { buildWorkspaces } from './prepare/build-workspaces.mjs';
import { checkNode } from './prepare/check-node.mjs';
import { installArtillery } from './prepare/install-artillery.mjs';
import { installDependencies } from './prepare/install-dependencies.mjs';
import { ROOT } from './prepare/root.mjs';

checkNode();
if (!installDependencies() || !buildWorkspaces() || !installArtillery()) process.exit(1);
const { runLoad } = await import('../dist/run/run-load.js');
const words = [...process.argv.slice(2), '--artillery', artilleryFolder()];
process.exit(await runLoad(ROOT, words, process.env));
