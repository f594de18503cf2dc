import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Instruction } from '../dockerfile/read-dockerfile.js';

export interface Places {
  /** The folder that stands for `/` of the source: a stage, or the build context. */
  readonly source: string;
  /** The folder that stands for `/` of the stage. */
  readonly target: string;
  readonly workdir: string;
  /** Makes links instead of copies, where nothing changes a file in place afterwards: many thousands of files take their time. */
  readonly link: boolean;
}

/** A COPY as BuildKit does it. @throws Error when a source does not exist */
export function copyFiles({ text, flags }: Instruction, { source, target, workdir, link }: Places): void {
  const words = text.split(/\s+/);
  const destination = words.pop() ?? '';
  const into = join(target, destination.startsWith('/') ? '' : workdir, destination);
  const parents = flags.parents !== undefined;
  const isFolder = /(^|\/)\.?$/.test(destination) || words.length > 1;
  for (const word of words) {
    const found = expand(source, word.replace(/^\//, '').replace(/(^|\/)\.\//, '$1\0'));
    if (found.length === 0) throw new Error(`COPY finds no ${word}`);
    for (const { path, kept } of found) {
      const from = join(source, path);
      const name = parents ? kept : isFolder && statSync(from).isFile() ? basename(path) : '';
      copy(from, join(into, name), link);
    }
  }
}

function copy(from: string, to: string, link: boolean): void {
  mkdirSync(dirname(to), { recursive: true, mode: 0o755 });
  if (link && statSync(from).isDirectory()) execFileSync('cp', ['-al', `${from}/.`, to]);
  else cpSync(from, to, { recursive: true, verbatimSymlinks: true });
}

/** Paths that the pattern names, each with what `--parents` keeps of it: all behind `/./`, which stands here as a zero character. */
function expand(root: string, pattern: string): readonly { path: string; kept: string }[] {
  const [before = '', behind] = pattern.split('\0');
  const start = behind === undefined ? '' : before;
  return glob(join(root, start), (behind ?? before).split('/').filter(Boolean)).map((kept) => ({
    path: join(start, kept),
    kept,
  }));
}

function glob(folder: string, [first, ...rest]: readonly string[]): readonly string[] {
  if (first === undefined) return [''];
  const names = first.includes('*') ? namesLike(folder, first) : [first];
  return names
    .filter((name) => existsSync(join(folder, name)))
    .flatMap((name) => glob(join(folder, name), rest).map((path) => join(name, path)));
}

function namesLike(folder: string, pattern: string): readonly string[] {
  const regex = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`);
  return existsSync(folder) && statSync(folder).isDirectory()
    ? readdirSync(folder).filter((name) => regex.test(name))
    : [];
}
