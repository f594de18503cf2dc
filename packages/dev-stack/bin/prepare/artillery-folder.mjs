import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { ROOT } from './root.mjs';

/** What is installed: a manifest with its lock file, and two small packages of ours. */
export const ARTILLERY_SOURCE = join(ROOT, 'test', 'artillery', 'install');

/**
 * Folder of Artillery in the cache that all clones share (CROSSTALK_CACHE or ~/.cache/crosstalk). A changed manifest has another folder.
 *
 * @param {NodeJS.ProcessEnv} environment
 * @returns {string}
 */
export function artilleryFolder(environment = process.env) {
  const cache = resolve(environment.CROSSTALK_CACHE || join(homedir(), '.cache', 'crosstalk'));
  const hash = createHash('sha256');
  for (const path of sourceFiles()) hash.update(path).update(readFileSync(join(ARTILLERY_SOURCE, path)));
  return join(cache, 'artillery', hash.digest('hex').slice(0, 12));
}

/** @returns {boolean} whether Artillery is in the cache */
export function isArtilleryInstalled(environment = process.env) {
  return existsSync(artilleryFolder(environment));
}

/** @returns {string[]} relative to {@link ARTILLERY_SOURCE} */
export function sourceFiles() {
  return readdirSync(ARTILLERY_SOURCE, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ARTILLERY_SOURCE.length + 1))
    .filter((path) => !path.startsWith('node_modules'))
    .sort();
}
