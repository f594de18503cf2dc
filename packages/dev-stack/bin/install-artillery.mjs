#!/usr/bin/env node
// Brings Artillery into the cache, for machines that shall run the load test or its test later. Needs Node and npm only.
import { checkNode } from './prepare/check-node.mjs';
import { installArtillery } from './prepare/install-artillery.mjs';

checkNode();
process.exit(installArtillery() ? 0 : 1);
