import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

export interface Box {
  /** Name in package.json. */
  readonly name: string;
  /** Folder, relative to the root. */
  readonly folder: string;
  readonly dependencies: readonly string[];
  readonly files: readonly SourceFile[];
}

export interface SourceFile {
  /** Relative to the root. */
  readonly path: string;
  readonly text: string;
  /** Specifiers of every static and dynamic import and re-export, type-only ones too, and of files that are looked up. */
  readonly imports: readonly string[];
}

const FOLDERS = ['packages', 'packages/dialects', 'apps'];
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s(?:[^'"`;]*?\sfrom\s)?['"]([^'"]+)['"]|\b(?:import|require\.resolve)\(\s*['"]([^'"]+)['"]\s*\)/g;

/** Every workspace with its source files. */
export function readBoxes(): readonly Box[] {
  return FOLDERS.flatMap((parent) =>
    readdirSync(join(ROOT, parent), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'dialects')
      .map((entry) => readBox(`${parent}/${entry.name}`)),
  );
}

function readBox(folder: string): Box {
  const manifest = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')) as {
    name: string;
    dependencies?: Record<string, string>;
  };
  const files = listTypeScript(join(ROOT, folder, 'src')).map(readSource);
  return { name: manifest.name, folder, dependencies: Object.keys(manifest.dependencies ?? {}), files };
}

export function listTypeScript(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

function readSource(path: string): SourceFile {
  const text = readFileSync(path, 'utf8');
  const imports = [...text.matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? '');
  return { path: relative(ROOT, path), text, imports };
}

/** `zod` of `zod/v4`, `@crosstalk/domain` of `@crosstalk/domain/x`. */
export function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}
