import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { versionStamp } from './mongo-version-stamp.js';

/** The folder of everything that the embedded cluster keeps between runs. */
export interface DataFolder {
  readonly root: string;
  readonly mongo: string;
  /** Release of MongoDB that made the data. */
  readonly mongoVersion: string;
  readonly redis: string;
  readonly logs: string;
  readonly secrets: string;
  readonly demo: string;
  readonly lock: string;
}

/** Names the places below `root` and makes the folders; only their owner may look into them. */
export async function openDataFolder(root: string): Promise<DataFolder> {
  const folder = {
    root,
    mongo: join(root, 'mongo'),
    mongoVersion: versionStamp(join(root, 'mongo')),
    redis: join(root, 'redis'),
    logs: join(root, 'logs'),
    secrets: join(root, 'secrets.json'),
    demo: join(root, 'demo.json'),
    lock: join(root, 'lock'),
  };
  await mkdir(root, { recursive: true, mode: 0o700 });
  for (const path of [folder.mongo, folder.redis, folder.logs]) {
    await mkdir(path, { recursive: true, mode: 0o700 });
  }
  return folder;
}

/** Wipes the embedded databases and the list of demo people in them; secrets and logs stay. */
export async function wipeData(folder: DataFolder): Promise<void> {
  for (const path of [folder.mongo, folder.redis]) {
    await rm(path, { recursive: true, force: true });
    await mkdir(path, { recursive: true, mode: 0o700 });
  }
  for (const path of [folder.demo, folder.mongoVersion]) await rm(path, { force: true });
}
