import { StackError } from '../stack-error.js';

/** One process of the cluster and where it listens. */
export interface ChildPlace {
  readonly name: string;
  readonly script: string;
  /** Undefined for the worker, which only has an operations port. */
  readonly port?: number;
  readonly opsPort: number;
}

export interface ClusterPlan {
  readonly host: string;
  readonly port: number;
  readonly gateways: readonly (ChildPlace & { readonly port: number })[];
  readonly worker: ChildPlace;
  /** Address of the front door as a browser on this machine writes it. */
  readonly publicUrl: string;
}

const DEFAULT_PORT = 3000;
const DEFAULT_OPS_BASE = 9000;
const WORKER_OFFSET = 100;
const MOST_NODES = 99;

/**
 * Lays out ports: front door PORT, gateway i on PORT+i and OPS_PORT+i, worker on OPS_PORT+100.
 *
 * @throws StackError when a number makes no sense.
 */
export function planCluster(nodes: number, environment: NodeJS.ProcessEnv): ClusterPlan {
  if (!Number.isInteger(nodes) || nodes < 1 || nodes > MOST_NODES) {
    throw new StackError(`--nodes takes a number from 1 to ${MOST_NODES}.`, ['npm start -- --nodes 3']);
  }
  const host = environment.HOST || '127.0.0.1';
  const port = portOf(environment, 'PORT', DEFAULT_PORT);
  const opsBase = portOf(environment, 'OPS_PORT', DEFAULT_OPS_BASE);
  const gateways = Array.from({ length: nodes }, (_, index) => ({
    name: `gateway-${index + 1}`,
    script: 'apps/gateway/dist/main.js',
    port: port + index + 1,
    opsPort: opsBase + index + 1,
  }));
  const worker = { name: 'worker', script: 'apps/worker/dist/main.js', opsPort: opsBase + WORKER_OFFSET };
  const publicUrl = environment.PUBLIC_URL || `http://${dialHost(host)}:${port}`;
  return { host, port, gateways, worker, publicUrl };
}

/** The host under which this machine reaches a listener. */
export function dialHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  return host === '::' ? '[::1]' : host;
}

function portOf(environment: NodeJS.ProcessEnv, name: string, fallback: number): number {
  const port = Number(environment[name] || fallback);
  if (Number.isInteger(port) && port > 0 && port + WORKER_OFFSET < 65_536) return port;
  throw new StackError(`${name}=${environment[name]} is no port.`, [`${name}=${fallback} npm start`]);
}
