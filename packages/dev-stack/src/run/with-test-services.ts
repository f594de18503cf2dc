import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReleaseStack } from '../process/release-stack.js';
import { startWatchdog, type Watchdog } from '../process/watchdog.js';
import { BINARIES } from '../resolve/binary-kind.js';
import { cacheFolder } from '../resolve/cache-folder.js';
import { resolveBinary } from '../resolve/resolve-binary.js';
import { startServices } from '../services/start-services.js';
import { onEndSignal } from './on-end-signal.js';

export interface TestServices {
  /** The variables that tests read, on top of the given ones. */
  readonly environment: NodeJS.ProcessEnv;
  /** Folder that is removed at the end. */
  readonly folder: string;
  readonly watchdog: Watchdog;
}

/**
 * Lends fresh databases in a temporary folder; MONGODB_URL and REDIS_URL of the caller are used instead.
 *
 * The programs are looked for in any case: some tests kill a server of their own.
 */
export async function withTestServices(
  given: NodeJS.ProcessEnv,
  work: (services: TestServices) => Promise<number>,
): Promise<number> {
  const report = (line: string) => console.log(line);
  const releases = new ReleaseStack(report);
  const watchdog = startWatchdog();
  onEndSignal(given, () => releases.close().then(() => process.exit(130)));
  try {
    const folder = await mkdtemp(join(tmpdir(), 'crosstalk-'));
    await releases.hold('temporary folder', () => rm(folder, { recursive: true, force: true }));
    const binaries = await findBinaries(given, report);
    const services = await startServices({
      environment: { ...given, ...binaries },
      folder: { mongo: join(folder, 'mongo'), redis: join(folder, 'redis'), logs: folder },
      ports: { mongo: 0, redis: 0 },
      releases,
      watchdog,
      report: () => {},
      onLost: (failure) => report(failure.message),
    });
    const urls = { MONGODB_URL: services.mongoUrl, REDIS_URL: services.redisUrl };
    return await work({ environment: { ...given, ...binaries, ...urls }, folder, watchdog });
  } finally {
    await releases.close();
    watchdog.close();
  }
}

async function findBinaries(environment: NodeJS.ProcessEnv, report: (line: string) => void) {
  const context = { environment, report, cache: cacheFolder(environment) };
  const found: NodeJS.ProcessEnv = {};
  for (const kind of Object.values(BINARIES)) {
    try {
      const binary = await resolveBinary(kind, context);
      found[kind.pathVariable] = binary.path;
      report(`${kind.title} ${binary.version} from ${binary.source}`);
    } catch (failure) {
      if (!environment[kind.urlVariable]) throw failure;
      report(`${kind.title} of ${kind.urlVariable} only: tests that kill a server of their own will fail`);
    }
  }
  return found;
}
