import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hashSources, workspaceFolders } from './hash-sources.mjs';
import { ROOT } from './root.mjs';
import { runTool } from './run-tool.mjs';

const STAMP = join(ROOT, 'node_modules', '.cache', 'crosstalk-build-stamp');
const QUIET_TURBO = { TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' };

/**
 * Builds all workspaces, or nothing when no source has changed since the last build here.
 *
 * @returns {boolean} whether the build is there
 */
export function buildWorkspaces() {
  const hash = hashSources();
  if (hasStamp(hash) && workspaceFolders().every((folder) => existsSync(join(folder, 'dist')))) return true;
  console.log('building');
  rmSync(STAMP, { force: true });
  const turbo = join(ROOT, 'node_modules', '.bin', 'turbo');
  const options = ['run', 'build', '--continue', '--output-logs=errors-only', '--no-update-notifier'];
  if (!runTool(turbo, options, { quiet: true, env: QUIET_TURBO })) return false;
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, hash);
  return true;
}

function hasStamp(hash) {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash;
}
