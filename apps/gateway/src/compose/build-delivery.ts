import { Delivery, type Rendering } from '@crosstalk/dialect-kit';
import type { Metrics } from '@crosstalk/telemetry';
import type { GatewayConnection } from '../connections/gateway-connection.js';
import { codecOf } from '../transports/codecs.js';
import { doorLabel } from './metrics-hooks.js';

/** The way from released events to sockets, counted. */
export function buildDelivery(
  rendering: Rendering,
  metrics: Metrics,
  failed: (what: string, error: unknown) => void,
): Delivery<GatewayConnection> {
  const seconds = {
    local: metrics.deliverySeconds.with({ origin: 'local' }),
    remote: metrics.deliverySeconds.with({ origin: 'remote' }),
  };
  return new Delivery({
    rendering,
    codecOf,
    now: () => performance.now(),
    schedule: (delayMs, task) => {
      if (delayMs === 0) setImmediate(task);
      else setTimeout(task, delayMs);
    },
    observe: ({ dialect, deliveries, writes }) => {
      metrics.deliveries.with({ dialect: doorLabel(dialect) }).inc(deliveries);
      metrics.deliveryWrites.with({ dialect: doorLabel(dialect) }).inc(writes);
    },
    // Clocks of two nodes differ: what would be before its publish counts as at once.
    delivered: ({ at, origin }) => seconds[origin].observe(Math.max(0, Date.now() - at) / 1_000),
    failed: (event, dialect, error) => {
      metrics.sequencer.with({ event: 'lost' }).inc();
      failed(`rendering ${event.type} for ${dialect.name}`, error);
    },
  });
}
