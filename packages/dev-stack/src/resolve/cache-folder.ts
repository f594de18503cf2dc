import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Folder of downloaded programs, shared by all clones of one person: CROSSTALK_CACHE or ~/.cache/crosstalk. */
export function cacheFolder(environment: NodeJS.ProcessEnv): string {
  return resolve(environment.CROSSTALK_CACHE || join(homedir(), '.cache', 'crosstalk'));
}

/** Where the cache keeps a program. */
export function cachedBinary(cache: string, command: string): string {
  return join(cache, 'bin', command);
}
