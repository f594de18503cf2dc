import type { Manifest } from '../manifest.js';
import { gatewayMargin, SLACK_SECONDS, workerStop } from '../own-end.js';
import { component, plainEnvironment } from '../query.js';
import type { Policy } from './policy.js';

/** A gateway has the time of its pause, its drain and its margin; a worker that of its stop. */
export const drainFitsTheGracePeriod: Policy = (manifests) => [
  ...tooShort(manifests, 'gateway', drainSeconds(manifests) + gatewayMargin()),
  ...tooShort(manifests, 'worker', workerStop()),
  ...(preStopSeconds(manifests, 'gateway') > 0 ? [] : ['gateway: no pause before the drain']),
];

function tooShort(manifests: readonly Manifest[], name: string, ownSeconds: number): readonly string[] {
  const grace = component(manifests, name)?.pod.terminationGracePeriodSeconds ?? 0;
  const needed = preStopSeconds(manifests, name) + ownSeconds + SLACK_SECONDS;
  return grace >= needed ? [] : [`${name}: ${grace} s of grace, ${needed} s needed`];
}

function preStopSeconds(manifests: readonly Manifest[], name: string): number {
  return component(manifests, name)?.containers[0]?.lifecycle?.preStop?.sleep?.seconds ?? 0;
}

function drainSeconds(manifests: readonly Manifest[]): number {
  const [container] = component(manifests, 'gateway')?.containers ?? [];
  return container ? Number(plainEnvironment(container, manifests).DRAIN_SECONDS ?? Number.NaN) : Number.NaN;
}
