import type { Container, Manifest } from '../manifest.js';
import { ofKind, plainEnvironment, workloads } from '../query.js';
import type { Policy } from './policy.js';

/** `/readyz` takes up to 2 s when a dependency is silent. */
const READINESS_SECONDS = 2;

/** Deployments have three probes, on the operations port that their settings name. */
export const probesAreAnswered: Policy = (manifests) =>
  workloads(ofKind(manifests, 'Deployment')).flatMap(({ id, containers }) =>
    containers.flatMap((container) => offences(container, manifests).map((offence) => `${id}: ${offence}`)),
  );

function offences(container: Container, manifests: readonly Manifest[]): readonly string[] {
  const settings = plainEnvironment(container, manifests);
  const portOf = (name: number | string | undefined): number | undefined =>
    container.ports?.find((port) => port.name === name)?.containerPort;
  const found: string[] = [];
  for (const [kind, path] of Object.entries({
    startupProbe: '/healthz',
    livenessProbe: '/healthz',
    readinessProbe: '/readyz',
  })) {
    const probe = container[kind as 'startupProbe' | 'livenessProbe' | 'readinessProbe'];
    if (probe?.httpGet?.path !== path) found.push(`${kind} does not ask ${path}`);
    if (`${portOf(probe?.httpGet?.port)}` !== settings.OPS_PORT) found.push(`${kind} does not ask OPS_PORT`);
    if ((probe?.timeoutSeconds ?? 1) <= READINESS_SECONDS) found.push(`${kind} gives up too early`);
  }
  if (settings.PORT && `${portOf('http')}` !== settings.PORT) found.push('the port http is not PORT');
  return found;
}
