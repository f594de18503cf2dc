import { startFrontDoor } from '@crosstalk/dev-stack';
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
      about: `${nodes} gateways and a worker behind ${door.about}`,
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
  readonly about: string;
  stop(): Promise<void>;
}

async function openHaproxy({ gateways }: Cluster): Promise<Door> {
  // One address is everybody here, and nodes that have just started are as good as others.
  const haproxy = await startHaproxy(gateways, {
    SOCKETS: '8000',
    ADDRESS_CONNECTIONS: '8000',
    SLOW_START: '1s',
  });
  return { url: haproxy.url, about: 'HAProxy', stop: () => haproxy.stop() };
}

async function openFrontDoor({ gateways }: Cluster): Promise<Door> {
  const door = await startFrontDoor({
    host: '127.0.0.1',
    port: 0,
    gateways: gateways.map(({ port }, index) => ({ name: `gateway-${index + 1}`, host: '127.0.0.1', port })),
  });
  return { url: `http://127.0.0.1:${door.port}`, about: 'the front door of npm start', stop: door.close };
}
