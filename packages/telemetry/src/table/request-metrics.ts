import {
  BATCH_BUCKETS,
  DOORS,
  LATENCY_BUCKETS,
  REQUEST_EVENTS,
  REQUEST_OUTCOMES,
  SEND_STAGES,
} from '../label-values.js';
import type { MetricRow } from '../metric-row.js';

export const requestMetrics = {
  requests: {
    name: 'crosstalk_requests_total',
    type: 'counter',
    help: 'Requests answered, by `ok` or the error code of the domain.',
    labels: { dialect: DOORS, event: REQUEST_EVENTS, outcome: REQUEST_OUTCOMES },
  },
  requestSeconds: {
    name: 'crosstalk_request_seconds',
    type: 'histogram',
    help: 'Time from a request decoded to its answer.',
    labels: { dialect: DOORS },
    buckets: LATENCY_BUCKETS,
  },
  sendSeconds: {
    name: 'crosstalk_send_seconds',
    type: 'histogram',
    help: 'Time of a message that was taken, from its frame received to stored by a majority and to the answer handed to the socket.',
    labels: { dialect: DOORS, stage: SEND_STAGES },
    buckets: LATENCY_BUCKETS,
  },
  commitBatchSize: {
    name: 'crosstalk_commit_batch_size',
    type: 'histogram',
    help: 'Messages of one group commit.',
    labels: {},
    buckets: BATCH_BUCKETS,
  },
} as const satisfies Readonly<Record<string, MetricRow>>;
