import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT } from './root.mjs';

/**
 * Folders of all workspaces.
 *
 * @returns {string[]} absolute paths
 */
export function workspaceFolders() {
  const { workspaces } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  return workspaces
    .map((pattern) => join(ROOT, pattern.replace('/*', '')))
    .filter((parent) => existsSync(parent))
    .flatMap((parent) => readdirSync(parent).map((name) => join(parent, name)))
    .filter((folder) => existsSync(join(folder, 'package.json')));
}

/**
 * One hash of everything that the build reads.
 *
 * @returns {string}
 */
export function hashSources() {
  const hash = createHash('sha256');
  const add = (path) => hash.update(relative(ROOT, path)).update(readFileSync(path));
  for (const name of ['package-lock.json', 'tsconfig.base.json', 'turbo.json']) add(join(ROOT, name));
  for (const folder of workspaceFolders()) {
    for (const name of readdirSync(folder, { withFileTypes: true })) {
      if (name.isFile() && /\.(json|mjs|ts)$/.test(name.name)) add(join(folder, name.name));
    }
    for (const file of filesBelow(join(folder, 'src'))) add(file);
  }
  return hash.digest('hex');
}

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
