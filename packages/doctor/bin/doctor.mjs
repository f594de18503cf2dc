#!/usr/bin/env node
// `npm run doctor`: works on a fresh clone, so nothing but Node itself may be imported before the build.
import { buildWorkspaces } from '../../dev-stack/bin/prepare/build-workspaces.mjs';
import { checkNode } from '../../dev-stack/bin/prepare/check-node.mjs';
import { installDependencies } from '../../dev-stack/bin/prepare/install-dependencies.mjs';

checkNode();
if (!installDependencies() || !buildWorkspaces()) process.exit(1);
const { runDoctor } = await import('../dist/run-doctor.js');
process.exit(await runDoctor(process.argv.slice(2), (text) => process.stdout.write(text)));
