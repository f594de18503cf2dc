import type { ComposeFile } from '../compose-file.js';
import { offences, type Policy } from './policy.js';

/** Who may be on a network that leads to more than one's own kind. */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  data: ['gateway-1', 'gateway-2', 'worker', 'migrate', 'mongodb', 'redis', 'redis-queue'],
  watch: ['balancer', 'gateway-1', 'gateway-2', 'worker', 'prometheus', 'grafana'],
  door: ['balancer', 'gateway-1', 'gateway-2'],
};

/** The world reaches the balancer and nothing else; the balancer no database; Prometheus no database. */
export const networksAreApart: Policy = (compose) => [
  ...Object.entries(MEMBERS).flatMap(([network, members]) => [
    ...offences(`the network ${network}`, { 'leads out': compose.networks[network]?.internal === true }),
    ...membersOf(compose, network)
      .filter((name) => !members.includes(name))
      .map((name) => `${name} is on the network ${network}`),
  ]),
  ...Object.entries(compose.services).flatMap(([name, { ports = [], networks, network_mode }]) => [
    ...ports
      .filter((port) => name !== 'balancer' && !port.startsWith('127.0.0.1:'))
      .map((port) => `${name} is open to the world: ${port}`),
    ...offences(name, { 'is on the default network': Boolean(networks?.length || network_mode) }),
  ]),
];

function membersOf({ services }: ComposeFile, network: string): readonly string[] {
  return Object.keys(services).filter((name) => services[name]?.networks?.includes(network));
}
