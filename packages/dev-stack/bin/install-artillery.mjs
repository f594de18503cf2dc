#!/usr/bin/env node
// Brings Artillery into the cache, for machines that shall run the load test or its test later. Needs Node and npm only.
// With --look it only says by its exit code whether Artillery is there.
import { isArtilleryInstalled } from './prepare/artillery-folder.mjs';
import { checkNode } from './prepare/check-node.mjs';
import { installArtillery } from './prepare/install-artillery.mjs';

checkNode();
const isThere = process.argv.includes('--look') ? isArtilleryInstalled() : installArtillery();
process.exit(isThere ? 0 : 1);
