import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { pickPort } from '@crosstalk/dev-stack';
import { ServerProcess } from '../servers/server-process.js';
import { socketIoWire } from '../wires/socket-io-wire.js';
import { databaseUrl } from './database-url.js';
import { fillBaseline } from './fill-baseline.js';
import { nodeArguments } from './node-arguments.js';
import type { Population, PopulationPlan } from './population.js';
import type { BenchSettings, System } from './system.js';

const NODES = 2;
const WIRE = socketIoWire({ name: 'socket.io', delivery: 'message', history: 'history' });

interface Launch {
  readonly settings: BenchSettings;
  readonly environment: NodeJS.ProcessEnv;
}

/** The chat that people write by hand: two nodes. */
export async function prepareBaseline(
  settings: BenchSettings,
  plan: PopulationPlan,
): Promise<() => Promise<System>> {
  const secret = randomBytes(32).toString('hex');
  const mongoUrl = databaseUrl(settings.mongoUrl, `bench_baseline_${Date.now()}`);
  const population = await fillBaseline(mongoUrl, secret, plan);
  const environment = {
    ...process.env,
    MONGODB_URL: mongoUrl,
    REDIS_URL: settings.redisUrl,
    JWT_SECRET: secret,
  };
  return () => startBaseline({ settings, environment }, population);
}

async function startBaseline(launch: Launch, population: Population): Promise<System> {
  const nodes: ServerProcess[] = [];
  const ports: number[] = [];
  const close = async () => {
    await Promise.all(nodes.map((node) => node.close()));
  };
  try {
    for (let index = 1; index <= NODES; index += 1) {
      const port = await pickPort('127.0.0.1', 0);
      nodes.push(await startNode(launch, `baseline-${index}`, port));
      ports.push(port);
    }
    return { name: 'baseline', ports, nodes, beside: [], wires: [WIRE], population, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function startNode({ settings, environment }: Launch, name: string, port: number): Promise<ServerProcess> {
  return ServerProcess.start({
    name,
    script: join(settings.root, 'test', 'load', 'baseline', 'server.ts'),
    nodeArguments: ['--import=tsx', ...nodeArguments(settings, name)],
    environment: { ...environment, PORT: String(port) },
    readyUrl: `http://127.0.0.1:${port}/`,
    logFile: join(settings.folder, `${name}.log`),
  });
}
