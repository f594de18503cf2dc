import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { pickPort } from '@crosstalk/dev-stack';
import { ServerProcess } from '../servers/server-process.js';
import { socketIoWire } from '../wires/socket-io-wire.js';
import { databaseUrl } from './database-url.js';
import { fillBaseline } from './fill-baseline.js';
import { nodeArguments } from './node-arguments.js';
import type { PopulationPlan } from './population.js';
import type { BenchSettings, System } from './system.js';

const NODES = 2;

/** The chat that people write by hand: two nodes. */
export async function startBaseline(settings: BenchSettings, plan: PopulationPlan): Promise<System> {
  const secret = randomBytes(32).toString('hex');
  const mongoUrl = databaseUrl(settings.mongoUrl, `bench_baseline_${Date.now()}`);
  const population = await fillBaseline(mongoUrl, secret, plan);
  const nodes: ServerProcess[] = [];
  const ports: number[] = [];
  const close = async () => {
    await Promise.all(nodes.map((node) => node.close()));
  };
  try {
    for (let index = 1; index <= NODES; index += 1) {
      const port = await pickPort('127.0.0.1', 0);
      const name = `baseline-${index}`;
      const environment = {
        ...process.env,
        PORT: String(port),
        MONGODB_URL: mongoUrl,
        REDIS_URL: settings.redisUrl,
        JWT_SECRET: secret,
      };
      const node = await ServerProcess.start({
        name,
        script: join(settings.root, 'test', 'load', 'baseline', 'server.ts'),
        nodeArguments: ['--import=tsx', ...nodeArguments(settings, name)],
        environment,
        readyUrl: `http://127.0.0.1:${port}/`,
        logFile: join(settings.folder, `${name}.log`),
      });
      nodes.push(node);
      ports.push(port);
    }
  } catch (error) {
    await close();
    throw error;
  }
  const wire = socketIoWire({ name: 'socket.io', delivery: 'message', history: 'history' });
  return { name: 'baseline', ports, nodes, beside: [], wires: [wire], population, close };
}
