import type { Selector } from '../manifest.js';
import { ofKind, selects, workloads } from '../query.js';
import type { Policy } from './policy.js';

/** New pods before old ones go, spread over nodes, and one disruption budget each that lets a node be drained. */
export const rolloutsAreGentle: Policy = (manifests) =>
  workloads(ofKind(manifests, 'Deployment')).flatMap(({ id, manifest, pod, labels }) => {
    const { strategy, minReadySeconds = 0 } = manifest.spec ?? {};
    const { maxUnavailable, maxSurge } = strategy?.rollingUpdate ?? {};
    const spread = pod.topologySpreadConstraints ?? [];
    const budgets = ofKind(manifests, 'PodDisruptionBudget').filter(({ spec }) =>
      selects(spec?.selector as Selector, labels),
    );
    const found: string[] = [];
    if (strategy?.type !== 'RollingUpdate' || maxUnavailable !== 0 || maxSurge !== '25%')
      found.push('takes pods away before new ones are ready, or surges by other than 25 %');
    if (minReadySeconds < 5) found.push('goes on before a new pod has proved itself');
    if (spread.length === 0 || !spread.every(({ labelSelector }) => selects(labelSelector, labels)))
      found.push('is not spread');
    if (budgets.length !== 1) found.push(`has ${budgets.length} disruption budgets`);
    if (budgets.some(({ spec }) => !spec?.maxUnavailable)) found.push('cannot be evicted');
    return found.map((offence) => `${id}: ${offence}`);
  });
