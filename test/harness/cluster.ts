import { randomUUID } from 'node:crypto';
import { NodeProcess } from './node-process.js';

export interface ClusterOptions {
  readonly gateways?: number;
  readonly worker?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Gateways and a worker on a database and a Redis prefix of their own, so that tests run side by side. */
export class Cluster {
  readonly gateways: NodeProcess[] = [];
  worker: NodeProcess | null = null;
  readonly environment: Readonly<Record<string, string>>;

  private constructor(environment: Readonly<Record<string, string>>) {
    this.environment = environment;
  }

  static async start({
    gateways = 2,
    worker = false,
    environment = {},
  }: ClusterOptions = {}): Promise<Cluster> {
    const cluster = new Cluster({ ...freshEnvironment(), ...environment });
    try {
      // One after the other: the first creates the indexes.
      for (let index = 0; index < gateways; index += 1) await cluster.addGateway();
      if (worker) await cluster.startWorker();
    } catch (error) {
      await cluster.stop();
      throw error;
    }
    return cluster;
  }

  async addGateway(environment: Readonly<Record<string, string>> = {}): Promise<NodeProcess> {
    const gateway = await NodeProcess.start('gateway', { ...this.environment, ...environment });
    this.gateways.push(gateway);
    return gateway;
  }

  async startWorker(): Promise<NodeProcess> {
    this.worker = await NodeProcess.start('worker', this.environment);
    return this.worker;
  }

  /** The node at this place, counted from 0 and wrapped around. */
  node(index: number): NodeProcess {
    const gateway = this.gateways[index % this.gateways.length];
    if (!gateway) throw new Error('the cluster has no gateway');
    return gateway;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.gateways, this.worker].map((node) => (node?.alive ? node.kill() : undefined)));
  }
}

/** What a node needs to be told to be alone with those of the same environment. */
export function freshEnvironment(): Record<string, string> {
  const name = `t${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  return {
    MONGODB_URL: withDatabase(required('MONGODB_URL'), name),
    REDIS_URL: required('REDIS_URL'),
    REDIS_PREFIX: name,
    QUEUE_PREFIX: name,
    JWT_SECRET: randomUUID() + randomUUID(),
    DRAIN_SECONDS: '1',
    REQUESTS_PER_SECOND: '100000',
    REQUEST_BURST: '100000',
    REST_REQUESTS_PER_MINUTE: '1000000',
  };
}

/** @throws Error that says how to run the tests, when the variable is missing */
export function required(name: string): string {
  const value = process.env[name];
  if (!value)
    throw new Error(`${name} is not set: run the tests by «npm test», which brings up what they need.`);
  return value;
}

function withDatabase(mongodbUrl: string, name: string): string {
  const url = new URL(mongodbUrl);
  url.pathname = `/${name}`;
  return url.toString();
}
