/** @module What is compared with what, and what was promised. */
import type { WireFigures } from './figures.js';

export interface Comparison {
  readonly title: string;
  readonly unit: string;
  /** Undefined when it was not measured. */
  value(figures: WireFigures): number | undefined;
  readonly isCost?: true;
  /** At least this ratio to the baseline. */
  readonly ratio?: number;
  /** At most this much. */
  readonly limit?: number;
}

const KIB = 1_024;

export const COMPARISONS: readonly Comparison[] = [
  {
    title: 'deliveries, steady',
    unit: 'per CPU s',
    value: ({ deliveries }) => deliveries?.steady.perCpuSecond,
    ratio: 2.5,
  },
  {
    title: 'deliveries, burst',
    unit: 'per CPU s',
    value: ({ deliveries }) => deliveries?.burst.perCpuSecond,
    ratio: 8,
  },
  { title: 'durable sends', unit: 'per s', value: ({ sends }) => sends?.perSecond, ratio: 5 },
  { title: 'durable sends', unit: 'per CPU s', value: ({ sends }) => sends?.perCpuSecond },
  { title: 'history pages', unit: 'per s', value: ({ history }) => history?.perSecond },
  { title: 'history pages', unit: 'per CPU s', value: ({ history }) => history?.perCpuSecond },
  {
    title: 'idle connection, resident',
    unit: 'KiB',
    value: ({ idle }) => idle && idle.residentBytes / KIB,
    isCost: true,
    limit: 35,
  },
  {
    title: 'idle connection, heap',
    unit: 'KiB',
    value: ({ idle }) => idle && idle.heapBytes / KIB,
    isCost: true,
  },
  { title: 'connect and authenticate', unit: 'per s', value: ({ idle }) => idle?.connects.perSecond },
  { title: 'connect and authenticate', unit: 'per CPU s', value: ({ idle }) => idle?.connects.perCpuSecond },
];
