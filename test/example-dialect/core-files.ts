import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../architecture/source-tree.js';

const CORE = ['domain', 'dialect-kit', 'storage', 'cluster', 'jobs', 'rest', 'identity', 'telemetry'];

/** Sources of the packages that no dialect may be named in. */
export function sourceFiles(): readonly string[] {
  return CORE.flatMap((name) => filesBelow(join(ROOT, 'packages', name, 'src')));
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
