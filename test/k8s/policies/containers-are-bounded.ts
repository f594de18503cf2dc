import type { Container } from '../manifest.js';
import { workloads } from '../query.js';
import type { Policy } from './policy.js';

const MEBIBYTES: Readonly<Record<string, number>> = { Mi: 1, Gi: 1_024 };
/** Part of the memory that the heap may take; the rest is buffers, code and stacks. */
const HEAP_SHARE = 0.75;

/** Requests and limits for every container, a fixed image, and a heap that fits. */
export const containersAreBounded: Policy = (manifests) =>
  workloads(manifests).flatMap(({ id, containers }) =>
    containers.flatMap((container) =>
      offences(container).map((offence) => `${id} ${container.name}: ${offence}`),
    ),
  );

function offences({ resources, image, env = [] }: Container): readonly string[] {
  const found: string[] = [];
  for (const resource of ['cpu', 'memory', 'ephemeral-storage']) {
    if (!resources?.requests?.[resource]) found.push(`requests no ${resource}`);
    if (!resources?.limits?.[resource]) found.push(`has no limit of ${resource}`);
  }
  if (!/@sha256:|:(?!latest$)[\w.-]+$/.test(image)) found.push(`the image ${image} is not fixed`);
  const options = env.find(({ name }) => name === 'NODE_OPTIONS')?.value ?? '';
  const heap = Number(/--max-old-space-size=(\d+)/.exec(options)?.[1] ?? 0);
  if (heap > mebibytes(resources?.limits?.memory) * HEAP_SHARE)
    found.push('the heap may outgrow the memory limit');
  return found;
}

function mebibytes(quantity = '0'): number {
  const [, digits = '0', unit = ''] = /^(\d+)(Mi|Gi)$/.exec(quantity) ?? [];
  return Number(digits) * (MEBIBYTES[unit] ?? 0);
}
