import type { Manifest, NetworkRule, Peer, Selector } from '../manifest.js';
import { component, idOf, ofKind, selects, type Workload, workloads } from '../query.js';
import type { Policy } from './policy.js';

/** All is denied that is not needed; what is needed is allowed; nothing is open to everybody. */
export const networkIsClosed: Policy = (manifests) => {
  const policies = ofKind(manifests, 'NetworkPolicy');
  const denial = policies.find(
    ({ spec }) =>
      isEmpty(spec?.podSelector) && spec?.policyTypes?.length === 2 && !spec.ingress && !spec.egress,
  );
  return [
    ...(denial ? [] : ['nothing denies by default']),
    ...policies.flatMap((policy) =>
      openings(policy, manifests).map((opening) => `${idOf(policy)} ${opening}`),
    ),
    ...needs(manifests).flatMap(([name, need]) => {
      const workload = component(manifests, name);
      return workload && reaches(workload, need, policies) ? [] : [`${name} is not allowed ${need.what}`];
    }),
  ];
};

interface Need {
  readonly what: string;
  readonly way: 'ingress' | 'egress';
  readonly port: number | string;
  readonly peer: string;
}

function needs(manifests: readonly Manifest[]): readonly (readonly [string, Need])[] {
  const egress = (peer: string, port: number): Need => ({ what: peer, way: 'egress', port, peer });
  const ingress = (what: string, port: string, peer: string): Need => ({ what, way: 'ingress', port, peer });
  const found: (readonly [string, Need])[] = ['gateway', 'worker', 'migrate'].flatMap((name) => [
    [name, egress('kube-dns', 53)] as const,
    [name, egress('mongodb', 27_017)] as const,
  ]);
  for (const name of ['gateway', 'worker']) {
    for (const redis of ['redis', 'redis-queue']) found.push([name, egress(redis, 6_379)]);
    if (ofKind(manifests, 'ServiceMonitor').length > 0)
      found.push([name, ingress('to be scraped', 'ops', 'prometheus')]);
  }
  if (ofKind(manifests, 'Ingress').length > 0) found.push(['gateway', ingress('Traefik', 'http', 'traefik')]);
  if (ofKind(manifests, 'HTTPRoute').length > 0) found.push(['gateway', ingress('Envoy', 'http', 'envoy')]);
  return found;
}

function reaches({ labels }: Workload, need: Need, policies: readonly Manifest[]): boolean {
  return policies
    .filter(({ spec }) => selects(spec?.podSelector, labels))
    .flatMap(({ spec }) => spec?.[need.way] ?? [])
    .filter(({ ports = [] }) => ports.some(({ port }) => port === need.port))
    .flatMap(peersOf)
    .some(({ podSelector }) => wordsOf(podSelector).includes(need.peer));
}

function openings({ spec }: Manifest, manifests: readonly Manifest[]): readonly string[] {
  const chosen = workloads(manifests).filter(({ labels }) => selects(spec?.podSelector, labels));
  const names = chosen.flatMap(({ containers }) =>
    containers.flatMap(({ ports = [] }) => ports.map(({ name }) => name)),
  );
  const found: string[] = [];
  for (const rule of [...(spec?.ingress ?? []), ...(spec?.egress ?? [])]) {
    const peers = peersOf(rule);
    if (peers.length === 0) found.push('is open to everybody');
    if (!rule.ports?.length || rule.ports.some(({ port }) => port === undefined))
      found.push('is open on every port');
    for (const { port } of rule.ports ?? [])
      if (typeof port === 'string' && !names.includes(port))
        found.push(`names a port ${port} that no pod has`);
    for (const { namespaceSelector, podSelector, ipBlock } of peers) {
      if (ipBlock && /\/[0-7]$/.test(ipBlock.cidr)) found.push(`is open to ${ipBlock.cidr}`);
      if (!ipBlock && (isEmpty(namespaceSelector) || isEmpty(podSelector)))
        found.push('is open to every pod of a namespace or of all');
    }
  }
  return found;
}

function peersOf({ from = [], to = [] }: NetworkRule): readonly Peer[] {
  return [...from, ...to];
}

function wordsOf({ matchLabels = {}, matchExpressions = [] }: Selector = {}): readonly string[] {
  return [...Object.values(matchLabels), ...matchExpressions.flatMap(({ values = [] }) => values)];
}

function isEmpty(selector: Selector | undefined): boolean {
  return wordsOf(selector).length === 0;
}
