import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where Debian keeps servers; not on every user's `PATH`. */
const SERVER_FOLDERS = ['/usr/sbin', '/usr/local/sbin'];

/** Absolute path of a program of this machine, `undefined` where there is none. */
export function toolPath(program: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...SERVER_FOLDERS];
  return folders.map((folder) => join(folder, program)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
