import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** No job takes as long: what is older was left behind, by whomever. */
const LEFT_BEHIND_MS = 86_400_000;

export interface WorkFolders {
  /** Runs `work` with an empty folder of its own, which is gone afterwards whatever came of it. */
  with<T>(work: (folder: string) => Promise<T>): Promise<T>;
  /** Idempotent. */
  close(): Promise<void>;
}

/**
 * Folders for jobs below `root`, which may be shared by the workers of a machine. First removes what killed workers left there: of this
 * host when their process is gone, of any other after a day.
 * @throws Error of the file system
 */
export async function openWorkFolders(root: string): Promise<WorkFolders> {
  await mkdir(root, { recursive: true, mode: 0o700 });
  for (const name of await readdir(root)) {
    if (await isLeftBehind(root, name)) await removeFolder(join(root, name));
  }
  // The name of a host may hold any letter.
  const own = await mkdtemp(join(root, `${encodeURIComponent(hostname())}+${process.pid}+`));
  return {
    with: async (work) => {
      const folder = await mkdtemp(join(own, 'job-'));
      try {
        return await work(folder);
      } finally {
        await removeFolder(folder);
      }
    },
    close: () => removeFolder(own),
  };
}

async function isLeftBehind(root: string, name: string): Promise<boolean> {
  const [host, pid, rest] = name.split('+');
  if (rest === undefined) return false;
  // In a container every worker may have the same pid as the one killed before it: the own pid is no other living worker.
  if (host === encodeURIComponent(hostname())) return Number(pid) === process.pid || !isAlive(Number(pid));
  const { mtimeMs } = await stat(join(root, name));
  return Date.now() - mtimeMs > LEFT_BEHIND_MS;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function removeFolder(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true, maxRetries: 3 });
}
