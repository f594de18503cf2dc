import { DOORS, HANDSHAKE_OUTCOMES, PRESENCE_STATES } from '../label-values.js';
import type { MetricRow } from '../metric-row.js';

export const connectionMetrics = {
  connections: {
    name: 'crosstalk_connections',
    type: 'gauge',
    help: 'Authenticated connections of this node.',
    labels: { dialect: DOORS },
  },
  handshakes: {
    name: 'crosstalk_handshakes_total',
    type: 'counter',
    help: 'Attempts to connect; all but `ok` are refusals, by their reason.',
    labels: { dialect: DOORS, outcome: HANDSHAKE_OUTCOMES },
  },
  bufferedBytes: {
    name: 'crosstalk_buffered_bytes',
    type: 'gauge',
    help: 'Bytes that wait in the send buffers of this node, as of the scrape.',
    labels: { dialect: DOORS },
  },
  slowClientsClosed: {
    name: 'crosstalk_slow_clients_closed_total',
    type: 'counter',
    help: 'Connections closed because their send buffer was full.',
    labels: { dialect: DOORS },
  },
  presenceTransitions: {
    name: 'crosstalk_presence_transitions_total',
    type: 'counter',
    help: 'Users who came online or went offline, as announced by this node.',
    labels: { state: PRESENCE_STATES },
  },
} as const satisfies Readonly<Record<string, MetricRow>>;
