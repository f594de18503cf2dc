import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cachedBinary } from './cache-folder.js';

/**
 * Lends a folder inside the cache for a download and removes it afterwards.
 *
 * It stands on the same file system as the final place, which is what makes {@link placeInCache} atomic.
 */
export async function withStagingFolder<T>(cache: string, work: (folder: string) => Promise<T>): Promise<T> {
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'staging-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Moves a finished download to its place in one step: of two processes at once, the last one wins whole. */
export async function placeInCache(cache: string, command: string, staged: string): Promise<string> {
  const place = cachedBinary(cache, command);
  await chmod(staged, 0o755);
  await mkdir(dirname(place), { recursive: true });
  await rename(staged, place);
  return place;
}
