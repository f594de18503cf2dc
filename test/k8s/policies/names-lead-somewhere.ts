import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../docs/pages.js';
import type { Labels, Manifest, Selector } from '../manifest.js';
import { idOf, ofKind, selects, type Workload, workloads } from '../query.js';
import type { Policy } from './policy.js';

/** Every selector chooses something; every name of another object is that of one; every command is a program of ours. */
export const namesLeadSomewhere: Policy = (manifests) => [
  ...workloads(manifests).flatMap((workload) => workloadOffences(workload, manifests)),
  ...ofKind(manifests, 'Service').flatMap((service) => serviceOffences(service, manifests)),
  ...ofKind(manifests, 'PodDisruptionBudget', 'NetworkPolicy')
    .filter(({ spec }) => {
      const selector = spec?.podSelector ?? (spec?.selector as Selector);
      return !workloads(manifests).some(({ labels }) => selects(selector, labels));
    })
    .map((manifest) => `${idOf(manifest)} selects no pod`),
  ...ofKind(manifests, 'ServiceMonitor')
    .filter(({ spec }) => {
      const services = ofKind(manifests, 'Service').filter(({ metadata }) =>
        selects(spec?.selector as Selector, metadata.labels ?? {}),
      );
      const ports = services.map((service) => service.spec?.ports?.map(({ name }) => name) ?? []);
      const asked = spec?.endpoints?.map(({ port }) => port) ?? [];
      return ports.length !== 2 || !ports.every((names) => asked.every((port) => names.includes(port)));
    })
    .map((manifest) => `${idOf(manifest)} does not find the operations ports of gateways and workers`),
];

function workloadOffences({ id, manifest, labels, pod, containers }: Workload, all: readonly Manifest[]) {
  const maps = new Set(ofKind(all, 'ConfigMap').map(({ metadata }) => metadata.name));
  const accounts = ofKind(all, 'ServiceAccount').map(({ metadata }) => metadata.name);
  const found: string[] = [];
  if (manifest.kind === 'Deployment' && !selects(manifest.spec?.selector as Selector, labels))
    found.push('does not select its own pods');
  if (!accounts.includes(pod.serviceAccountName ?? '')) found.push('has no service account that exists');
  for (const { envFrom = [], command = [] } of containers) {
    for (const { configMapRef } of envFrom)
      if (!maps.has(configMapRef?.name ?? '')) found.push(`no ConfigMap ${configMapRef?.name}`);
    const source = command[1]?.replace(/\/dist\/(.*)\.js$/, '/src/$1.ts') ?? '';
    if (command[0] !== 'node' || !existsSync(join(ROOT, source)))
      found.push(`no program ${command.join(' ')}`);
  }
  return found.map((offence) => `${id}: ${offence}`);
}

function serviceOffences(service: Manifest, all: readonly Manifest[]): readonly string[] {
  const matchLabels = service.spec?.selector as Labels;
  const chosen = workloads(all).filter(({ labels }) => selects({ matchLabels }, labels));
  const names = chosen.flatMap(({ containers }) =>
    containers.flatMap(({ ports = [] }) => ports.map(({ name }) => name)),
  );
  const lost = service.spec?.ports?.filter(({ targetPort }) => !names.includes(`${targetPort}`)) ?? [];
  return [
    ...(chosen.length === 1 ? [] : [`${idOf(service)} selects ${chosen.length} workloads`]),
    ...lost.map(({ targetPort }) => `${idOf(service)}: no port ${targetPort}`),
  ];
}
