import { toolPath } from '@crosstalk/testing';
import type { GatewayPlace, LoadBalancer } from '../harness/load-balancer.js';
import { startHaproxy } from '../harness/start-haproxy.js';
import { startNginx } from '../harness/start-nginx.js';

export interface Balancer {
  readonly name: string;
  /** The program, which may be missing here. */
  readonly program: string;
  /** In front of two gateways at most. @param environment variables of its configuration; both know those of `deploy/nginx/nginx.env` */
  start(
    gateways: readonly GatewayPlace[],
    environment?: Readonly<Record<string, string>>,
  ): Promise<LoadBalancer>;
}

/** What the configurations of `deploy` are for. */
export const balancers: readonly Balancer[] = [
  { name: 'HAProxy', program: 'haproxy', start: startHaproxy },
  { name: 'nginx', program: 'nginx', start: startNginx },
];

/** Those that this machine has, by name, in front of the same gateways. */
export class Doors {
  readonly #doors: ReadonlyMap<string, LoadBalancer>;

  private constructor(doors: ReadonlyMap<string, LoadBalancer>) {
    this.#doors = doors;
  }

  static async open(
    gateways: readonly GatewayPlace[],
    environment: Readonly<Record<string, string>> = {},
  ): Promise<Doors> {
    const doors = new Map<string, LoadBalancer>();
    for (const { name, program, start } of balancers) {
      if (toolPath(program)) doors.set(name, await start(gateways, environment));
    }
    return new Doors(doors);
  }

  of(name: string): LoadBalancer {
    const door = this.#doors.get(name);
    if (!door) throw new Error(`${name} was not started`);
    return door;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#doors.values()].map((door) => door.stop()));
  }
}
