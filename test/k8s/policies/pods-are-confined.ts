import type { Container, Pod } from '../manifest.js';
import { workloads } from '../query.js';
import type { Policy } from './policy.js';

/** What the Pod Security Standard «restricted» asks for, a read-only root and no token of the API server. */
export const podsAreConfined: Policy = (manifests) =>
  workloads(manifests).flatMap(({ id, pod, containers }) => [
    ...podOffences(pod).map((offence) => `${id}: ${offence}`),
    ...containers.flatMap((container) =>
      containerOffences(container).map((offence) => `${id} ${container.name}: ${offence}`),
    ),
  ]);

function podOffences(pod: Pod): readonly string[] {
  const { securityContext } = pod;
  return failed({
    'may run as root': securityContext?.runAsNonRoot === true && (securityContext.runAsUser ?? 0) > 0,
    'has no seccomp profile': securityContext?.seccompProfile?.type === 'RuntimeDefault',
    'has a token of the API server': pod.automountServiceAccountToken === false,
    'has no service account of its own': (pod.serviceAccountName ?? 'default') !== 'default',
    'uses a namespace of its node': !pod.hostNetwork && !pod.hostPID && !pod.hostIPC,
    'mounts a folder of its node': (pod.volumes ?? []).every(({ hostPath }) => hostPath === undefined),
  });
}

function containerOffences({ securityContext }: Container): readonly string[] {
  const { capabilities } = securityContext ?? {};
  return failed({
    'is privileged': securityContext?.privileged !== true,
    'may gain privileges': securityContext?.allowPrivilegeEscalation === false,
    'writes to its root file system': securityContext?.readOnlyRootFilesystem === true,
    'keeps capabilities': capabilities?.drop?.includes('ALL') === true && !capabilities.add?.length,
  });
}

function failed(checks: Readonly<Record<string, boolean>>): readonly string[] {
  return Object.entries(checks).flatMap(([offence, holds]) => (holds ? [] : [offence]));
}
