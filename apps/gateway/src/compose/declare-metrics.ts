import type { Dialect } from '@crosstalk/dialect-kit';
import type { Metrics } from '@crosstalk/telemetry';
import { doorLabel } from './metrics-hooks.js';

/** Shows as 0 from the start what alerts and sums rest on: `increase` sees nothing of a series that begins with its first event. */
export function declareMetrics(metrics: Metrics, dialects: readonly Dialect[]): void {
  const dialect = dialects.map(({ name }) => doorLabel(name));
  metrics.connections.declare({ dialect });
  metrics.handshakes.declare({ dialect });
  metrics.bufferedBytes.declare({ dialect });
  metrics.slowClientsClosed.declare({ dialect });
  metrics.deliveries.declare({ dialect });
  metrics.deliveryWrites.declare({ dialect });
  metrics.sendSeconds.declare({ dialect: [...dialect, 'rest'] });
  metrics.deliverySeconds.declare();
  metrics.eventsPublished.declare();
  metrics.sequencer.declare();
  metrics.presenceTransitions.declare();
  metrics.draining.set(0);
}
