import type { ResolveStep } from './resolve-step.js';
import { verifyBinary } from './verify-binary.js';

/** The file that CROSSTALK_MONGOD or CROSSTALK_REDIS_SERVER names. */
export const fromVariable: ResolveStep = {
  name: 'environment',
  find: async (kind, { environment }) => {
    const path = environment[kind.pathVariable];
    if (!path) throw new Error(`neither ${kind.urlVariable} nor ${kind.pathVariable} is set`);
    return verifyBinary(kind, path, environment);
  },
};
