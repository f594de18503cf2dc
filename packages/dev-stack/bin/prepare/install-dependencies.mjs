import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.mjs';
import { runTool } from './run-tool.mjs';

const LOCK = join(ROOT, 'package-lock.json');
const INSTALLED = join(ROOT, 'node_modules', '.package-lock.json');
const STAMP = join(ROOT, 'node_modules', '.crosstalk-lock-stamp');

/**
 * Runs `npm ci` when node_modules is missing or does not fit package-lock.json.
 *
 * @returns {boolean} whether the dependencies are there
 */
export function installDependencies() {
  const lock = readFileSync(LOCK);
  const stamp = createHash('sha256').update(lock).digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp) return true;
  if (!isInstalled(JSON.parse(lock.toString('utf8')))) {
    console.log('installing dependencies (npm ci)');
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    if (!runTool(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'])) return false;
  }
  writeFileSync(STAMP, stamp);
  return true;
}

/** True when an install by hand has brought every locked version: `npm ci` would only throw it away. */
function isInstalled(lock) {
  if (!existsSync(INSTALLED)) return false;
  const installed = JSON.parse(readFileSync(INSTALLED, 'utf8')).packages;
  return Object.entries(lock.packages)
    .filter(([path]) => path.includes('node_modules/'))
    .every(([path, wanted]) => {
      const found = installed[path];
      return found ? found.version === wanted.version : wanted.optional === true;
    });
}
