import type { Manifest, Route } from '../manifest.js';
import { component, idOf, ofKind, plainEnvironment } from '../query.js';
import type { Policy } from './policy.js';

/** Ingress and route lead to a port of the gateway's Service, under the host of PUBLIC_URL, and never to the operations port. */
export const doorsLeadToTheGateway: Policy = (manifests) => [
  ...ofKind(manifests, 'Ingress', 'HTTPRoute').flatMap((door) =>
    offences(door, manifests).map((offence) => `${idOf(door)}: ${offence}`),
  ),
  ...ofKind(manifests, 'Service')
    .filter(({ spec }) => spec?.ports?.some(({ name }) => name === 'http') && spec.ports.length > 1)
    .map((service) => `${idOf(service)} has more than the chat port`),
];

function offences(door: Manifest, manifests: readonly Manifest[]): readonly string[] {
  const { rules = [], hostnames = [], tls = [] } = door.spec ?? {};
  const hosts = [
    ...hostnames,
    ...rules.flatMap(({ host }) => host ?? []),
    ...tls.flatMap((each) => each.hosts),
  ];
  const expected = publicHost(manifests);
  const backends = rules.flatMap(backendsOf);
  return [
    ...(hosts.length > 0 ? [] : ['is open for every host']),
    ...(door.kind === 'Ingress' && tls.length === 0 ? ['has no TLS'] : []),
    ...hosts.filter((host) => host !== expected).map((host) => `${host} is not the host of PUBLIC_URL`),
    ...(backends.length > 0 ? [] : ['leads nowhere']),
    ...backends
      .filter(({ name, port }) => {
        const service = ofKind(manifests, 'Service').find(({ metadata }) => metadata.name === name);
        return !service?.spec?.ports?.some(
          (each) => each.name === 'http' && [each.name, each.port].includes(port),
        );
      })
      .map(({ name, port }) => `no chat port ${port} of a Service ${name}`),
  ];
}

function backendsOf({ http, backendRefs = [] }: Route): readonly { name: string; port: string | number }[] {
  const ofIngress = (http?.paths ?? []).map(({ backend: { service } }) => ({
    name: service.name,
    port: service.port.name ?? service.port.number ?? 0,
  }));
  return [...ofIngress, ...backendRefs];
}

function publicHost(manifests: readonly Manifest[]): string {
  const [container] = component(manifests, 'gateway')?.containers ?? [];
  const url = container && plainEnvironment(container, manifests).PUBLIC_URL;
  return url ? new URL(url).hostname : '';
}
