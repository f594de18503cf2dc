import type { Metrics } from '@crosstalk/telemetry';
import type { Reception } from '../connections/reception.js';
import { doorLabel } from './metrics-hooks.js';

/** Sets the gauge of what waits to be sent; one look at each connection. */
export function measureBuffers(metrics: Metrics, reception: Reception | undefined): void {
  for (const [dialect, bytes] of reception?.bufferedBytes() ?? []) {
    metrics.bufferedBytes.with({ dialect: doorLabel(dialect) }).set(bytes);
  }
}
