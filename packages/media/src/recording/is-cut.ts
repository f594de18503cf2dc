import { open } from 'node:fs/promises';
import { readBoxes } from '../boxes/read-boxes.js';

/** Whether an MP4 ends before its last box does. @throws MediaRejection `damaged` */
export async function isCut(path: string, size: number): Promise<boolean> {
  const file = await open(path);
  try {
    return ((await readBoxes(file, size)).at(-1)?.end ?? 0) > size;
  } finally {
    await file.close();
  }
}
