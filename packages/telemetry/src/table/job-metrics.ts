import {
  FILE_OUTCOMES,
  JOB_BUCKETS,
  JOB_OUTCOMES,
  JOB_STATES,
  NOTICE_CHANNELS,
  NOTICE_OUTCOMES,
  PREVIEW_OUTCOMES,
  QUEUES,
} from '../label-values.js';
import type { MetricRow } from '../metric-row.js';

export const jobMetrics = {
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
  unreadMended: {
    name: 'crosstalk_unread_mended_total',
    type: 'counter',
    help: 'Unread counters that were wrong without a reason and were set right.',
    labels: {},
  },
  messagesExpired: {
    name: 'crosstalk_messages_expired_total',
    type: 'counter',
    help: 'Messages that were removed because they were older than their room keeps.',
    labels: {},
  },
  files: {
    name: 'crosstalk_files_total',
    type: 'counter',
    help: 'Uploaded files that were looked at, by what came of it.',
    labels: { outcome: FILE_OUTCOMES },
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
} as const satisfies Readonly<Record<string, MetricRow>>;
