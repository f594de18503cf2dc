import { type Dirent, existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { readText } from '../../docs/pages.js';
import type { Image } from './image.js';

interface LockFile {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean }>>;
}

const OTHERS_MAY_WRITE = 0o022;
const LICENCE = /^(?:licen[cs]e|copying|notice)/i;
/** What a program never opens. */
const UNREAD = /\.(?:[cm]?ts|map|md)$/i;

/** What should not be in the tree of an image, or not as it is. */
export function treeFaults({ root, workdir }: Image): readonly string[] {
  const tree = join(root, workdir);
  const { packages } = JSON.parse(readText('package-lock.json')) as LockFile;
  return readdirSync(tree, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isSymbolicLink() || !existsSync(join(entry.parentPath, entry.name)))
    .flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      const name = relative(tree, path);
      return entry.isSymbolicLink()
        ? [`${name} leads nowhere`]
        : faultsOf(entry, statSync(path).mode, packages[name]?.dev === true).map(
            (fault) => `${name} ${fault}`,
          );
    });
}

function faultsOf(entry: Dirent, mode: number, forDevelopment: boolean): readonly string[] {
  const readable = entry.isDirectory() ? 0o555 : 0o444;
  const faults = {
    'is for development': forDevelopment || entry.name === 'typescript' || entry.name === '@typescript',
    'is never read': entry.isFile() && UNREAD.test(entry.name) && !LICENCE.test(basename(entry.name)),
    'may not be read by everybody': (mode & readable) !== readable,
    'may be written by others': (mode & OTHERS_MAY_WRITE) !== 0,
  };
  return Object.entries(faults).flatMap(([fault, found]) => (found ? [fault] : []));
}
