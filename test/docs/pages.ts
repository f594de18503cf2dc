/** @module The pages that people read, and which files and commands they name. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

export interface Page {
  /** Relative to the root. */
  readonly path: string;
  readonly text: string;
}

const SINGLE_PAGES = ['README.md', 'CONTRIBUTING.md', 'deploy/README.md', 'k8s/README.md'];
const UNREAD = new Set(['node_modules', 'dist', '.git', '.data', '.turbo', 'coverage']);

/** Words that are paths of this repository, in code spans and in code blocks. */
const REPOSITORY_PATH = /(?<![\w./@-])(?:apps|packages|test|docs|deploy|k8s|examples|\.ci)\/[\w./-]*[\w/]/g;
/** A file that is named without its folder. */
const BARE_FILE = /^[\w-]+(?:\.[\w-]+)*\.(?:ts|mjs|cjs|json)$/;
const CODE = /```[^\n]*\n([\s\S]*?)```|`([^`\n]+)`/g;
const LINK = /\]\(([^)\s]+)\)/g;

export function readPages(): readonly Page[] {
  const documents = filesBelow('docs').filter((path) => path.endsWith('.md'));
  const protocols = readdirSync(join(ROOT, 'packages/dialects')).map(
    (name) => `packages/dialects/${name}/PROTOCOL.md`,
  );
  return [...SINGLE_PAGES, ...documents, ...protocols].map((path) => ({ path, text: readText(path) }));
}

export function readText(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** What the page names and the repository does not have. A built file stands for its source. */
export function missingFiles({ path, text }: Page, fileNames: ReadonlySet<string>): readonly string[] {
  const code = [...text.matchAll(CODE)].map(([, block, span]) => block ?? span ?? '');
  const links = [...text.replace(CODE, '').matchAll(LINK)]
    .map(([, target = '']) => target.replace(/#.*$/, ''))
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target))
    .map((target) => join(dirname(path), target));
  const named = code.flatMap((words) => words.match(REPOSITORY_PATH) ?? []);
  const absent = [...links, ...named].filter((target) => !existsSync(join(ROOT, sourceOf(target))));
  const unknown = code.filter((words) => BARE_FILE.test(words) && !fileNames.has(words));
  return [...absent, ...unknown];
}

/** Test titles in «…» that the test file named before them does not have. Line breaks of the page count as blanks. */
export function missingTests({ text }: Page): readonly string[] {
  const missing: string[] = [];
  let source = '';
  for (const [, file, title = ''] of text.replace(/\s+/g, ' ').matchAll(/`([^`]+\.test\.ts)`|«([^»]+)»/g)) {
    if (file) source = existsSync(join(ROOT, file)) ? readText(file) : '';
    else if (source !== '' && !source.includes(title)) missing.push(title);
  }
  return missing;
}

/** Names of all files of the repository, without their folders. */
export function allFileNames(): ReadonlySet<string> {
  return new Set(filesBelow('.').map((path) => basename(path)));
}

/** Scripts that the page tells the reader to run. */
export function npmScriptsIn({ text }: Page): readonly string[] {
  const named = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name);
  return [...named, ...(text.match(/(?<=npm )(?:start|test)\b/g) ?? [])];
}

function sourceOf(path: string): string {
  return path.replace(/\/dist\/(.*)\.js$/, '/src/$1.ts');
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return UNREAD.has(entry.name) ? [] : filesBelow(path);
    return [path];
  });
}
