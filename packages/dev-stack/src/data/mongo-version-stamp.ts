import { readFile, writeFile } from 'node:fs/promises';
import { StackError } from '../stack-error.js';

/** The file that remembers the release: beside the folder, for files inside belong to MongoDB. */
export function versionStamp(folder: string): string {
  return `${folder}.version`;
}

/**
 * Compares the release (`major.minor`) that made a data folder with the one about to open it.
 *
 * @throws StackError when they differ.
 */
export async function checkMongoVersion(folder: string, version: string): Promise<void> {
  const stamp = versionStamp(folder);
  const release = version.split('.').slice(0, 2).join('.');
  const made = (await readFile(stamp, 'utf8').catch(() => release)).trim();
  if (made !== release) throw otherVersion(folder, made, release);
  await writeFile(stamp, `${release}\n`);
}

/** The failure of a data folder that another release of MongoDB made. */
export function otherVersion(folder: string, made: string, release: string): StackError {
  return new StackError(`${folder} was made by MongoDB ${made}, but MongoDB ${release} was found.`, [
    `put mongod ${made} first on PATH, or name it in CROSSTALK_MONGOD`,
    'npm start -- --fresh starts over with empty data',
    'or set MONGODB_URL to a server of your own',
  ]);
}
