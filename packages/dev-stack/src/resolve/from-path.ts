import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { reasonOf } from '../stack-error.js';
import type { ResolveStep } from './resolve-step.js';
import { verifyBinary } from './verify-binary.js';

/** A program on PATH; one that is too old or does not start makes room for the next. */
export const fromPath: ResolveStep = {
  name: 'PATH',
  find: async (kind, { environment }) => {
    const reasons: string[] = [];
    for (const path of await executables(kind.commands, environment.PATH ?? '')) {
      try {
        return await verifyBinary(kind, path, environment);
      } catch (failure) {
        reasons.push(reasonOf(failure));
      }
    }
    throw new Error(reasons.join('; ') || `no ${kind.commands.join(' or ')} on PATH`);
  },
};

async function executables(commands: readonly string[], path: string): Promise<string[]> {
  const folders = path.split(delimiter).filter((folder) => folder !== '');
  const found: string[] = [];
  for (const command of commands) {
    for (const folder of folders) {
      const candidate = join(folder, command);
      const runs = await access(candidate, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (runs) found.push(candidate);
    }
  }
  return found;
}
