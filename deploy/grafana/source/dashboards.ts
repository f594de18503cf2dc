import type { Dashboard } from '@grafana/schema';
import { dependencies } from './dependencies.js';
import { gateways } from './gateways.js';
import { objectives } from './objectives.js';
import { workers } from './workers.js';

/** All dashboards, by the name of their file. */
export const DASHBOARDS: Readonly<Record<string, Dashboard>> = {
  objectives,
  gateways,
  workers,
  dependencies,
};
