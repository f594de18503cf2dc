/**
 * Run in an installed tree, with the folders of the workspaces that the program starts from: removes what it does not load, which is half
 * of the bytes. Licences stay.
 */
import { chmodSync, existsSync, lstatSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Read by compilers, debuggers and people. */
const UNREAD = /\.(?:[cm]?ts|map|md|markdown|tsbuildinfo)$/i;
const LICENCE = /^(?:licen[cs]e|copying|notice)/i;
/** npm installs TypeScript as the optional peer of a package that only has types for it. */
const NEVER_LOADED = ['node_modules/typescript', 'node_modules/@typescript', 'node_modules/.bin'];
/** Of the installation, and this program itself. */
const USED_UP = ['package-lock.json', 'node_modules/.package-lock.json', 'deploy/image/strip-tree.mjs'];

const starts = process.argv.slice(2);
const kept = new Set(starts);
for (const start of kept) for (const folder of dependenciesOf(start)) kept.add(folder);

for (const folder of workspaces()) if (!kept.has(folder)) rmSync(folder, { recursive: true });
for (const path of [...NEVER_LOADED, ...danglingLinks(), ...USED_UP])
  rmSync(path, { recursive: true, force: true });
strip('.');

/** Folders of the workspaces that this one depends on, as far as they were installed. */
function dependenciesOf(folder) {
  const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const folders = new Map(workspaces().map((each) => [nameOf(each), each]));
  return Object.keys(dependencies).flatMap((name) => {
    const found = folders.get(name);
    return found && existsSync(join('node_modules', name)) ? [found] : [];
  });
}

function workspaces() {
  return ['apps', 'packages', 'packages/dialects']
    .filter((parent) => existsSync(parent))
    .flatMap((parent) => readdirSync(parent).map((name) => join(parent, name)))
    .filter((folder) => existsSync(join(folder, 'package.json')));
}

function nameOf(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).name;
}

function danglingLinks() {
  const scope = 'node_modules/@crosstalk';
  return readdirSync(scope)
    .map((name) => join(scope, name))
    .filter((link) => !existsSync(link));
}

/** Also lets everybody read, however strict the mask of the machine is that the sources came from. */
function strip(path) {
  const stats = lstatSync(path);
  if (stats.isSymbolicLink()) return;
  if (stats.isDirectory()) {
    for (const name of readdirSync(path)) strip(join(path, name));
    if (readdirSync(path).length === 0) rmSync(path, { recursive: true });
    else chmodSync(path, 0o755);
  } else if (UNREAD.test(path) && !LICENCE.test(basename(path))) rmSync(path);
  else chmodSync(path, stats.mode & 0o100 ? 0o755 : 0o644);
}
