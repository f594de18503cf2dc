import { access } from 'node:fs/promises';
import { cachedBinary } from './cache-folder.js';
import type { ResolveStep } from './resolve-step.js';
import { verifyBinary } from './verify-binary.js';

/** A program that an earlier run has fetched. */
export const fromCache: ResolveStep = {
  name: 'cache',
  find: async (kind, { cache, environment }) => {
    const path = cachedBinary(cache, kind.wheel.command);
    await access(path).catch(() => {
      throw new Error(`nothing at ${path}`);
    });
    return verifyBinary(kind, path, environment);
  },
};
