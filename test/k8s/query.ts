/** @module Questions to a set of rendered objects. */
import type { Container, Labels, Manifest, Pod, Selector } from './manifest.js';

export interface Workload {
  /** For example `Deployment/crosstalk-gateway`. */
  readonly id: string;
  readonly manifest: Manifest;
  readonly labels: Labels;
  readonly pod: Pod;
  readonly containers: readonly Container[];
}

export function idOf({ kind, metadata }: Manifest): string {
  return `${kind}/${metadata.name}`;
}

export function ofKind(manifests: readonly Manifest[], ...kinds: readonly string[]): readonly Manifest[] {
  return manifests.filter(({ kind }) => kinds.includes(kind));
}

/** Everything that makes pods. */
export function workloads(manifests: readonly Manifest[]): readonly Workload[] {
  return manifests.flatMap((manifest) => {
    const template = manifest.spec?.template;
    if (!template) return [];
    const containers = [...(template.spec.initContainers ?? []), ...template.spec.containers];
    return [
      {
        id: idOf(manifest),
        manifest,
        labels: template.metadata?.labels ?? {},
        pod: template.spec,
        containers,
      },
    ];
  });
}

/** Whether the selector chooses something with these labels; an empty one chooses everything. */
export function selects(selector: Selector | undefined, labels: Labels): boolean {
  const { matchLabels = {}, matchExpressions = [] } = selector ?? {};
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      if (operator !== 'In') throw new Error(`the policies do not know the operator ${operator}`);
      return values.includes(labels[key] ?? '');
    })
  );
}

/** Values that come from ConfigMaps and literals, by their variable. */
export function plainEnvironment(container: Container, manifests: readonly Manifest[]): Labels {
  const maps = (container.envFrom ?? []).map(
    ({ configMapRef }) =>
      ofKind(manifests, 'ConfigMap').find(({ metadata }) => metadata.name === configMapRef?.name)?.data ?? {},
  );
  const literals = (container.env ?? []).flatMap(({ name, value }) =>
    value === undefined ? [] : [[name, value]],
  );
  return Object.assign({}, ...maps, Object.fromEntries(literals)) as Labels;
}

/** The workload with this `app.kubernetes.io/component`. */
export function component(manifests: readonly Manifest[], name: string): Workload | undefined {
  return workloads(manifests).find(({ labels }) => labels['app.kubernetes.io/component'] === name);
}
