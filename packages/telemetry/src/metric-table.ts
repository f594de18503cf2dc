/** @module Every metric of ours, once. The accessors, the exposition and the page of the documentation come from this table. */
import {
  DEPENDENCIES,
  DOORS,
  FILE_OUTCOMES,
  HANDSHAKE_OUTCOMES,
  JOB_BUCKETS,
  JOB_OUTCOMES,
  JOB_STATES,
  LATENCY_BUCKETS,
  NOTICE_CHANNELS,
  NOTICE_OUTCOMES,
  PRESENCE_STATES,
  PREVIEW_OUTCOMES,
  PUBLISH_OUTCOMES,
  QUEUES,
  REQUEST_OUTCOMES,
  SEQUENCER_EVENTS,
} from './label-values.js';
import type { MetricRow } from './metric-row.js';

export const METRIC_TABLE = {
  connections: {
    name: 'crosstalk_connections',
    type: 'gauge',
    help: 'Authenticated connections of this node.',
    labels: { dialect: DOORS },
  },
  handshakes: {
    name: 'crosstalk_handshakes_total',
    type: 'counter',
    help: 'Attempts to connect.',
    labels: { dialect: DOORS, outcome: HANDSHAKE_OUTCOMES },
  },
  requests: {
    name: 'crosstalk_requests_total',
    type: 'counter',
    help: 'Requests answered, by `ok` or the error code of the domain.',
    labels: { dialect: DOORS, outcome: REQUEST_OUTCOMES },
  },
  requestSeconds: {
    name: 'crosstalk_request_seconds',
    type: 'histogram',
    help: 'Time from a request decoded to its answer.',
    labels: { dialect: DOORS },
    buckets: LATENCY_BUCKETS,
  },
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
  eventsPublished: {
    name: 'crosstalk_events_published_total',
    type: 'counter',
    help: 'Events published to other nodes; a failed one is healed from storage.',
    labels: { outcome: PUBLISH_OUTCOMES },
  },
  sequencer: {
    name: 'crosstalk_sequencer_total',
    type: 'counter',
    help: 'What the room sequencer did with an event.',
    labels: { event: SEQUENCER_EVENTS },
  },
  audienceEvictions: {
    name: 'crosstalk_audience_evictions_total',
    type: 'counter',
    help: 'Connections taken out of a room because their user is no member any more.',
    labels: {},
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
  jobs: {
    name: 'crosstalk_jobs_total',
    type: 'counter',
    help: 'Jobs by queue and outcome; `enqueue_failed` is made up for by the sweeps.',
    labels: { queue: QUEUES, outcome: JOB_OUTCOMES },
  },
  jobSeconds: {
    name: 'crosstalk_job_seconds',
    type: 'histogram',
    help: 'Time that one attempt of a job ran.',
    labels: { queue: QUEUES },
    buckets: JOB_BUCKETS,
  },
  queueJobs: {
    name: 'crosstalk_queue_jobs',
    type: 'gauge',
    help: 'Jobs in the queue by state, as of the scrape; every worker tells the same of the whole cluster.',
    labels: { queue: QUEUES, state: JOB_STATES },
  },
  queueOldestSeconds: {
    name: 'crosstalk_queue_oldest_seconds',
    type: 'gauge',
    help: 'For how long the first job in the line is due and not begun; 0 when none waits.',
    labels: { queue: QUEUES },
  },
  unreadMended: {
    name: 'crosstalk_unread_mended_total',
    type: 'counter',
    help: 'Unread counters that were wrong without a reason and were set right.',
    labels: {},
  },
  files: {
    name: 'crosstalk_files_total',
    type: 'counter',
    help: 'Uploaded files that were looked at, by what came of it.',
    labels: { outcome: FILE_OUTCOMES },
  },
  outboxDirtyRooms: {
    name: 'crosstalk_outbox_dirty_rooms',
    type: 'gauge',
    help: 'Rooms that the last sweep found overdue; a sweep looks at no more than its batch.',
    labels: {},
  },
  outboxOldestSeconds: {
    name: 'crosstalk_outbox_oldest_seconds',
    type: 'gauge',
    help: 'Age of the oldest overdue room at the last sweep; 0 when there is none.',
    labels: {},
  },
  notifications: {
    name: 'crosstalk_notifications_total',
    type: 'counter',
    help: 'Attempts to tell offline members what is new, by channel and what came of it.',
    labels: { channel: NOTICE_CHANNELS, outcome: NOTICE_OUTCOMES },
  },
  linkPreviews: {
    name: 'crosstalk_link_previews_total',
    type: 'counter',
    help: 'Looks at pages that messages link.',
    labels: { outcome: PREVIEW_OUTCOMES },
  },
  dependencyUp: {
    name: 'crosstalk_dependency_up',
    type: 'gauge',
    help: 'Whether the dependency answered the last readiness check: 1 or 0.',
    labels: { dependency: DEPENDENCIES },
  },
} as const satisfies Readonly<Record<string, MetricRow>>;

export type MetricTable = typeof METRIC_TABLE;
