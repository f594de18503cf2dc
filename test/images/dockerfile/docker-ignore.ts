/** @module What a builder is sent, by the rules of `.dockerignore`: the last pattern that matches a path or a folder above it decides. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

interface Pattern {
  readonly text: string;
  readonly regex: RegExp;
  readonly keeps: boolean;
}

/** Files of the build context, relative to the root, symbolic links left out. */
export function contextFiles(root: string, dockerignore: string): readonly string[] {
  const patterns = dockerignore.split('\n').map((line) => line.trim());
  const rules = patterns.filter((line) => line !== '' && !line.startsWith('#')).map(toPattern);
  return filesBelow(root, '', rules);
}

function filesBelow(root: string, folder: string, rules: readonly Pattern[]): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isDirectory()) return worthLooking(path, rules) ? filesBelow(root, path, rules) : [];
    return entry.isFile() && !isIgnored(path, rules) ? [path] : [];
  });
}

function worthLooking(folder: string, rules: readonly Pattern[]): boolean {
  return !isIgnored(folder, rules) || rules.some(({ keeps, text }) => keeps && text.startsWith(`${folder}/`));
}

function isIgnored(path: string, rules: readonly Pattern[]): boolean {
  const parts = path.split('/');
  const above = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  const last = rules.findLast(({ regex }) => above.some((each) => regex.test(each)));
  return last !== undefined && !last.keeps;
}

function toPattern(line: string): Pattern {
  const text = line.replace(/^!/, '');
  const source = text
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*\/|\*\*|\*|\?/g, (wildcard) => WILDCARDS[wildcard] ?? wildcard);
  return { text, regex: new RegExp(`^${source}$`), keeps: line.startsWith('!') };
}

const WILDCARDS: Readonly<Record<string, string>> = {
  '**/': '(?:.*/)?',
  '**': '.*',
  '*': '[^/]*',
  '?': '[^/]',
};
