import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { StackError, startFrontDoor } from '@crosstalk/dev-stack';
import { toolPath } from '@crosstalk/testing';
import { Cluster } from '../../harness/cluster.js';
import { startHaproxy } from '../../harness/start-haproxy.js';
import type { LoadOptions } from './load-options.js';

/** What the load is sent to. */
export interface LoadSystem {
  readonly url: string;
  /** In words, for the report. */
  readonly about: string;
  /** Operations ports. */
  readonly ops: readonly string[];
  stop(): Promise<void>;
}

/** All users come from one address, and they come within minutes. */
const ENVIRONMENT = {
  TRUST_PROXY: 'loopback',
  REGISTRATIONS_PER_HOUR: '1000000',
  // A machine that is busy with the load may starve a node for seconds; nobody is killed here.
  PRESENCE_LEASE_MS: '60000',
};

/** The deployment that the options name, or a cluster of its own: gateways, a worker, and a load balancer in front. */
export async function startSystem(options: LoadOptions): Promise<LoadSystem> {
  const { target, ops, nodes } = options;
  if (target !== undefined) return { url: target, about: target, ops, stop: async () => {} };
  const haproxy = options.frontDoor ? undefined : await haproxyVersion();
  const CHAT_KEYS = options.chatKey ? `${options.chatKey}:default` : 'none';
  const cluster = await Cluster.start({
    gateways: nodes,
    worker: true,
    environment: { ...ENVIRONMENT, CHAT_KEYS },
  });
  try {
    const door = await (options.frontDoor ? openFrontDoor(cluster) : openHaproxy(cluster));
    return {
      url: door.url,
      about: `${nodes} gateways and a worker behind ${haproxy ?? 'the front door of npm start'}`,
      ops: [...cluster.gateways, cluster.worker].flatMap((node) => node?.opsUrl ?? []),
      stop: async () => {
        await door.stop();
        await cluster.stop();
      },
    };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

interface Door {
  readonly url: string;
  stop(): Promise<void>;
}

async function openHaproxy({ gateways }: Cluster): Promise<Door> {
  // One address is everybody here, and nodes that have just started are as good as others.
  const haproxy = await startHaproxy(gateways, {
    SOCKETS: '8000',
    ADDRESS_CONNECTIONS: '8000',
    SLOW_START: '1s',
  });
  return { url: haproxy.url, stop: () => haproxy.stop() };
}

async function openFrontDoor({ gateways }: Cluster): Promise<Door> {
  const door = await startFrontDoor({
    host: '127.0.0.1',
    port: 0,
    gateways: gateways.map(({ port }, index) => ({ name: `gateway-${index + 1}`, host: '127.0.0.1', port })),
  });
  return { url: `http://127.0.0.1:${door.port}`, stop: door.close };
}

/** @throws StackError where there is none; before anything is started */
async function haproxyVersion(): Promise<string> {
  const program = toolPath('haproxy');
  if (!program) {
    throw new StackError('HAProxy is not installed, so there is nothing to put in front of the cluster.', [
      'apt-get install haproxy, or the package of your system; version 2.6 or later',
      'npm run load -- --front-door takes the front door of npm start instead',
      'npm run load -- --target URL loads a deployment that runs',
    ]);
  }
  const { stdout } = await promisify(execFile)(program, ['-v']);
  return `HAProxy ${/version (\d+\.\d+\.\d+)/.exec(stdout)?.[1] ?? ''}`.trim();
}
