import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ROOT } from '../architecture/source-tree.js';

/** What a clone does not have, or what would be too much to copy. */
const LEFT_OUT = new Set(['node_modules', '.git', '.data', '.turbo', 'coverage']);

/**
 * A copy of this clone in a folder of its own, built as this one is, with the dependencies of this one.
 * @returns its folder and what removes it
 */
export async function temporaryClone(): Promise<{ readonly folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'crosstalk-clone-'));
  await cp(ROOT, folder, { recursive: true, filter: (source) => !LEFT_OUT.has(basename(source)) });
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
