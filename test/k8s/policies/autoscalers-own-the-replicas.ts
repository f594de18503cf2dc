import type { Manifest } from '../manifest.js';
import { idOf, ofKind } from '../query.js';
import type { Policy } from './policy.js';

/** One autoscaler of a Deployment at most; it exists, keeps two pods and is not overruled by the next apply. */
export const autoscalersOwnTheReplicas: Policy = (manifests) => {
  const autoscalers = ofKind(manifests, 'HorizontalPodAutoscaler', 'ScaledObject');
  return [
    ...(autoscalers.length > 1 ? ['there are two autoscalers'] : []),
    ...autoscalers.flatMap((autoscaler) =>
      offences(autoscaler, manifests).map((each) => `${idOf(autoscaler)} ${each}`),
    ),
  ];
};

function offences({ spec }: Manifest, manifests: readonly Manifest[]): readonly string[] {
  const { kind, name } = spec?.scaleTargetRef ?? {};
  const target = manifests.find((each) => each.kind === kind && each.metadata.name === name);
  return [
    ...(target ? [] : ['has no target']),
    ...(target?.spec?.replicas === undefined ? [] : ['is overruled by the replicas of its target']),
    ...((spec?.minReplicas ?? spec?.minReplicaCount ?? 0) >= 2 ? [] : ['may leave a single pod']),
  ];
}
