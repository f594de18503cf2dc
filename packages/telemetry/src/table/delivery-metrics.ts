import {
  DELIVERY_ORIGINS,
  DOORS,
  LATENCY_BUCKETS,
  PUBLISH_OUTCOMES,
  SEQUENCER_EVENTS,
} from '../label-values.js';
import type { MetricRow } from '../metric-row.js';

export const deliveryMetrics = {
  deliveries: {
    name: 'crosstalk_deliveries_total',
    type: 'counter',
    help: 'Events handed to connections, one for each event and connection.',
    labels: { dialect: DOORS },
  },
  deliveryWrites: {
    name: 'crosstalk_delivery_writes_total',
    type: 'counter',
    help: 'Socket writes that carried deliveries; fewer than deliveries when events are coalesced.',
    labels: { dialect: DOORS },
  },
  deliverySeconds: {
    name: 'crosstalk_delivery_seconds',
    type: 'histogram',
    help: 'Time from an event published to it handed to the sockets of this node, once for each event; of another node by its clock. Healed events have no such time.',
    labels: { origin: DELIVERY_ORIGINS },
    buckets: LATENCY_BUCKETS,
  },
  eventsPublished: {
    name: 'crosstalk_events_published_total',
    type: 'counter',
    help: 'Events published to other nodes; a failed one is healed from storage.',
    labels: { outcome: PUBLISH_OUTCOMES },
  },
  sequencer: {
    name: 'crosstalk_sequencer_total',
    type: 'counter',
    help: 'What the room sequencer did with an event. `lost` must stay 0: a change that was stored and that this node moved past without telling it.',
    labels: { event: SEQUENCER_EVENTS },
  },
  audienceEvictions: {
    name: 'crosstalk_audience_evictions_total',
    type: 'counter',
    help: 'Connections taken out of a room because their user is no member any more.',
    labels: {},
  },
} as const satisfies Readonly<Record<string, MetricRow>>;
