import { settings as gatewaySettings } from '../../../apps/gateway/src/compose/read-config.js';
import { settings as workerSettings } from '../../../apps/worker/src/read-config.js';
import { idOf, ofKind, workloads } from '../query.js';
import type { Policy } from './policy.js';

const SECRET_SETTINGS = new Set(
  [...Object.values(gatewaySettings), ...Object.values(workerSettings)]
    .filter(({ secret }) => secret)
    .map(({ env }) => env),
);
const CREDENTIALS = /:\/\/[^/\s]*:[^/\s]*@|-----BEGIN/;

/** No secret in a manifest: secret settings come by reference, and what is referred to is what the store delivers. */
export const secretsStayOut: Policy = (manifests) => {
  const references = workloads(manifests).flatMap(({ containers }) =>
    containers.flatMap(({ env = [] }) => env.flatMap(({ valueFrom }) => valueFrom?.secretKeyRef ?? [])),
  );
  const plain = [
    ...ofKind(manifests, 'ConfigMap').flatMap((map) =>
      Object.entries(map.data ?? {}).map(([name, value]) => ({ where: idOf(map), name, value })),
    ),
    ...workloads(manifests).flatMap(({ id, containers }) =>
      containers.flatMap(({ env = [] }) =>
        env.flatMap(({ name, value }) => (value === undefined ? [] : { where: id, name, value })),
      ),
    ),
  ];
  const delivered = ofKind(manifests, 'ExternalSecret').map(({ spec }) => ({
    name: spec?.target?.name,
    keys: spec?.data?.map(({ secretKey }) => secretKey) ?? [],
  }));
  return [
    ...ofKind(manifests, 'Secret').map((secret) => `${idOf(secret)} is in the manifests`),
    ...plain
      .filter(({ name, value }) => SECRET_SETTINGS.has(name) || CREDENTIALS.test(value))
      .map(({ where, name }) => `${where}: ${name} is written out`),
    ...delivered.flatMap(({ name, keys }) =>
      references
        .filter((reference) => reference.name !== name || !keys.includes(reference.key))
        .map((reference) => `the store does not deliver ${reference.name}/${reference.key}`),
    ),
  ];
};
