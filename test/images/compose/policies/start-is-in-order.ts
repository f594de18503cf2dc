import type { ComposeFile } from '../compose-file.js';
import { offences, type Policy } from './policy.js';

/** The database is there and migrated before a node starts, and clients are let in when the gateways live. */
export const startIsInOrder: Policy = (compose) => {
  const { services } = compose;
  const once = runOnce(compose);
  return [
    ...['gateway-1', 'gateway-2', 'worker'].flatMap((node) =>
      offences(node, {
        'does not wait for the migration':
          waits(compose, node, 'migrate') === 'service_completed_successfully',
        'does not wait for redis': waits(compose, node, 'redis') === 'service_healthy',
        'does not wait for redis-queue': waits(compose, node, 'redis-queue') === 'service_healthy',
      }),
    ),
    ...offences('migrate', {
      'does not wait for the replica set':
        waits(compose, 'migrate', 'mongodb-init') === 'service_completed_successfully',
    }),
    ...offences('mongodb-init', {
      'does not wait for mongodb': waits(compose, 'mongodb-init', 'mongodb') === 'service_healthy',
    }),
    ...['gateway-1', 'gateway-2'].flatMap((gateway) =>
      offences('balancer', {
        [`does not wait for ${gateway}`]: waits(compose, 'balancer', gateway) === 'service_healthy',
      }),
    ),
    ...Object.entries(services).flatMap(([name, { restart }]) =>
      offences(name, { 'is started again wrongly': restart === (once.has(name) ? 'no' : 'unless-stopped') }),
    ),
  ];
};

/** Services whose end others wait for. */
export function runOnce({ services }: ComposeFile): ReadonlySet<string> {
  const needs = Object.values(services).flatMap(({ depends_on = {} }) => Object.entries(depends_on));
  return new Set(
    needs.filter(([, { condition }]) => condition === 'service_completed_successfully').map(([name]) => name),
  );
}

function waits({ services }: ComposeFile, name: string, other: string): string | undefined {
  return services[name]?.depends_on?.[other]?.condition;
}
