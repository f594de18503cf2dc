import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { checkDisk } from '../data/check-disk.js';
import { pickPort } from '../process/port.js';
import type { ReleaseStack } from '../process/release-stack.js';
import type { Watchdog } from '../process/watchdog.js';
import { BINARIES } from '../resolve/binary-kind.js';
import { cacheFolder } from '../resolve/cache-folder.js';
import { resolveBinary } from '../resolve/resolve-binary.js';
import { StackError } from '../stack-error.js';
import type { RunningService } from './service.js';
import type { ServiceRequest } from './service-request.js';
import { startMongo } from './start-mongo.js';
import { startRedis } from './start-redis.js';

/** Out of the way of servers that may already run on the usual ports. */
const PREFERRED = { mongo: 27117, redis: 6479 };
const HOST = '127.0.0.1';

export interface ServicesPlan {
  readonly environment: NodeJS.ProcessEnv;
  readonly folder: { readonly mongo: string; readonly redis: string; readonly logs: string };
  /** Ports to try first; 0 leaves the choice to the system. */
  readonly ports?: { readonly mongo: number; readonly redis: number };
  readonly releases: ReleaseStack;
  readonly watchdog: Watchdog;
  readonly report: (line: string) => void;
  /** Called when a server ends that nobody has asked to. */
  readonly onLost: (failure: StackError) => void;
}

export interface Services {
  readonly mongoUrl: string;
  readonly redisUrl: string;
  /** True for a server that this process runs. */
  readonly embedded: { readonly mongo: boolean; readonly redis: boolean };
}

/** Takes MongoDB and Redis from MONGODB_URL and REDIS_URL, and runs what they do not name. */
export async function startServices(plan: ServicesPlan): Promise<Services> {
  const { MONGODB_URL, REDIS_URL } = plan.environment;
  if (!MONGODB_URL || !REDIS_URL) {
    await mkdir(plan.folder.logs, { recursive: true });
    await checkDisk(plan.folder.logs);
  }
  const [mongoUrl, redisUrl] = await Promise.all([
    MONGODB_URL || runMongo(plan),
    REDIS_URL || runRedis(plan),
  ]);
  return { mongoUrl, redisUrl, embedded: { mongo: !MONGODB_URL, redis: !REDIS_URL } };
}

async function runMongo(plan: ServicesPlan): Promise<string> {
  const binary = await resolveBinary(BINARIES.mongod, contextOf(plan));
  plan.report(`MongoDB ${binary.version} from ${binary.source}`);
  const request = await requestOf(plan, 'mongo');
  return keep(plan, { name: 'MongoDB', log: request.log }, await startMongo(binary, request));
}

async function runRedis(plan: ServicesPlan): Promise<string> {
  const binary = await resolveBinary(BINARIES.redis, contextOf(plan));
  plan.report(`Redis ${binary.version} from ${binary.source}`);
  const request = await requestOf(plan, 'redis');
  return keep(plan, { name: 'Redis', log: request.log }, await startRedis(binary.path, request));
}

async function keep(
  { releases, onLost }: ServicesPlan,
  { name, log }: { readonly name: string; readonly log: string },
  service: RunningService,
): Promise<string> {
  await releases.hold(name, service.close);
  void service.ended.then(() => {
    if (!releases.closed)
      onLost(new StackError(`${name} has ended unexpectedly.`, [`read ${log}`, 'start again']));
  });
  return service.url;
}

function contextOf({ environment, report }: ServicesPlan) {
  return { environment, report, cache: cacheFolder(environment) };
}

async function requestOf(plan: ServicesPlan, name: 'mongo' | 'redis'): Promise<ServiceRequest> {
  const folder = plan.folder[name];
  await mkdir(folder, { recursive: true });
  const port = await pickPort(HOST, (plan.ports ?? PREFERRED)[name]);
  return { folder, port, log: join(plan.folder.logs, `${name}.log`), watchdog: plan.watchdog };
}
