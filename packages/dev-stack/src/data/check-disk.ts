import { statfs } from 'node:fs/promises';
import { StackError } from '../stack-error.js';

const MEBIBYTE = 1024 * 1024;
/** MongoDB preallocates its journal and stops writing by itself when the disk runs full. */
const NEEDED_MIB = 500;

/**
 * Looks for room before the databases start, which would fail later and less clearly.
 *
 * @throws StackError when less than 500 MiB are free.
 */
export async function checkDisk(folder: string, neededMib: number = NEEDED_MIB): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const freeMib = Math.floor((bavail * bsize) / MEBIBYTE);
  if (freeMib >= neededMib) return;
  throw new StackError(
    `The disk of ${folder} is nearly full: ${freeMib} MiB free, ${neededMib} MiB needed.`,
    ['make room, or move the clone to another disk', 'npm start -- --fresh wipes the embedded data'],
  );
}
