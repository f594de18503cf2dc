import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ARTILLERY_SOURCE, artilleryFolder, isArtilleryInstalled, sourceFiles } from './artillery-folder.mjs';
import { runTool } from './run-tool.mjs';

const ATTEMPTS = 3;
const NPM_CI = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
/** Install scripts do not run anyway; this says it in the words of the package that would fetch a browser. */
const NO_BROWSER = { PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' };

/**
 * Brings Artillery into the cache unless it is there. Beside its place first: what has a name is whole.
 *
 * @returns {boolean} whether Artillery is there
 */
export function installArtillery() {
  if (isArtilleryInstalled()) return true;
  console.log('installing Artillery into the cache (npm ci, about 240 MB, once)');
  const folder = artilleryFolder();
  mkdirSync(dirname(folder), { recursive: true });
  const staging = mkdtempSync(`${folder}-`);
  try {
    for (const path of sourceFiles()) cpSync(join(ARTILLERY_SOURCE, path), join(staging, path));
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      if (npmCi(staging)) return settle(staging, folder);
      console.error(`npm ci of Artillery failed (attempt ${attempt} of ${ATTEMPTS})`);
    }
    return false;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function npmCi(cwd) {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  return runTool(npm, NPM_CI, { cwd, env: NO_BROWSER });
}

/** Another process may have been faster: then theirs stays. */
function settle(staging, folder) {
  try {
    renameSync(staging, folder);
  } catch (failure) {
    if (!isArtilleryInstalled()) throw failure;
  }
  return true;
}
