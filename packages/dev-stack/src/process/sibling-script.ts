import { fileURLToPath } from 'node:url';

/**
 * Command line of a script next to the calling module, whether that one runs compiled or from its source.
 *
 * Node flags of this process (a TypeScript loader in tests) are handed on.
 */
export function siblingScript(moduleUrl: string, name: string): string[] {
  const extension = moduleUrl.endsWith('.ts') ? 'ts' : 'js';
  return [...process.execArgv, fileURLToPath(new URL(`./${name}.${extension}`, moduleUrl))];
}
