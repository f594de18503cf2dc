import { VERSIONS } from '../label-values.js';
import type { MetricRow } from '../metric-row.js';

export const processMetrics = {
  draining: {
    name: 'crosstalk_draining',
    type: 'gauge',
    help: 'Whether this gateway sends its clients away because it ends: 1 or 0.',
    labels: {},
  },
  buildInfo: {
    name: 'crosstalk_build_info',
    type: 'gauge',
    help: 'Always 1; the label says which version runs.',
    labels: { version: VERSIONS },
  },
} as const satisfies Readonly<Record<string, MetricRow>>;
