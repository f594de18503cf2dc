import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { pickPort } from '@crosstalk/dev-stack';
import { ServerProcess } from '../servers/server-process.js';
import { casamsaWire } from '../wires/casamsa-wire.js';
import { socketIoWire } from '../wires/socket-io-wire.js';
import { databaseUrl } from './database-url.js';
import { fillCrosstalk } from './fill-crosstalk.js';
import { nodeArguments } from './node-arguments.js';
import type { Population, PopulationPlan } from './population.js';
import type { BenchSettings, System } from './system.js';

const HOST = '127.0.0.1';
const NATIVE_WIRE = socketIoWire({
  name: 'channels',
  delivery: 'message-created',
  history: 'messages-history',
});

interface Launch {
  readonly settings: BenchSettings;
  readonly environment: NodeJS.ProcessEnv;
}

/** Crosstalk as it runs in production, without the front door: two gateways and the worker, built. */
export async function prepareCrosstalk(
  settings: BenchSettings,
  plan: PopulationPlan,
): Promise<() => Promise<System>> {
  const environment = crosstalkEnvironment(settings);
  const population = await fillCrosstalk(environment, plan);
  return () => startCrosstalk({ settings, environment }, population);
}

async function startCrosstalk(launch: Launch, population: Population): Promise<System> {
  const started: ServerProcess[] = [];
  const close = async () => {
    await Promise.all(started.map((each) => each.close()));
  };
  try {
    const ports: number[] = [];
    for (const name of ['gateway-1', 'gateway-2']) {
      const port = await pickPort(HOST, 0);
      started.push(await startApp(launch, name, port));
      ports.push(port);
    }
    const nodes = [...started];
    const worker = await startApp(launch, 'worker', null);
    started.push(worker);
    return {
      name: 'crosstalk',
      ports,
      nodes,
      beside: [worker],
      wires: [NATIVE_WIRE, casamsaWire],
      population,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Defaults, but for the limits that would keep one connection from writing as fast as it can. */
function crosstalkEnvironment({ mongoUrl, redisUrl }: BenchSettings): NodeJS.ProcessEnv {
  const run = String(Date.now());
  return {
    ...process.env,
    HOST,
    MONGODB_URL: databaseUrl(mongoUrl, `bench_crosstalk_${run}`),
    REDIS_URL: redisUrl,
    REDIS_PREFIX: `bench-${run}`,
    JWT_SECRET: randomBytes(32).toString('hex'),
    ACCESS_TOKEN_TTL_SECONDS: '3600',
    REQUESTS_PER_SECOND: '1000000',
    REQUEST_BURST: '1000000',
    LOG_LEVEL: 'warn',
    DRAIN_SECONDS: '0',
  };
}

async function startApp(
  { settings, environment }: Launch,
  name: string,
  port: number | null,
): Promise<ServerProcess> {
  const opsPort = await pickPort(HOST, 0);
  const app = port === null ? 'worker' : 'gateway';
  return ServerProcess.start({
    name,
    script: join(settings.root, 'apps', app, 'dist', 'main.js'),
    nodeArguments: nodeArguments(settings, name),
    environment: {
      ...environment,
      OPS_PORT: String(opsPort),
      ...(port === null ? {} : { PORT: String(port) }),
    },
    readyUrl: `http://${HOST}:${opsPort}/readyz`,
    logFile: join(settings.folder, `${name}.log`),
  });
}
