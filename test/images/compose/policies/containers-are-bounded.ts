import { offences, type Policy } from './policy.js';

const MEGABYTES: Readonly<Record<string, number>> = { M: 1, G: 1024 };

/** Limits of CPU, memory, processes and logs; a fixed image; a heap that fits. */
export const containersAreBounded: Policy = ({ services }) =>
  Object.entries(services).flatMap(([name, { deploy, logging, image, environment }]) => {
    const { cpus, memory = '', pids } = deploy?.resources.limits ?? {};
    const heap = /--max-old-space-size=(\d+)/.exec(environment?.NODE_OPTIONS ?? '')?.[1] ?? 0;
    return offences(name, {
      'has no limit of CPU': Number(cpus) > 0,
      'has no limit of memory': megabytes(memory) > 0,
      'has no limit of processes': (pids ?? 0) > 0,
      'has a heap above its memory': Number(heap) < megabytes(memory) * 0.75,
      'logs without end': Boolean(logging?.options['max-size'] && logging.options['max-file']),
      'has an image that may change': /:(?!latest$)[\w.-]+$/.test(image),
    });
  });

function megabytes(size: string): number {
  return Number.parseFloat(size) * (MEGABYTES[size.slice(-1)] ?? 0);
}
