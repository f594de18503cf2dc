import { dashboard } from './dashboard.js';
import { timeSeries } from './panel.js';

/** Every worker tells the same of the queues, so these are not by node. */
const HERE = 'namespace=~"$namespace"';
const NODE = 'job="crosstalk-worker", namespace=~"$namespace", instance=~"$instance"';
const RATE = '[$__rate_interval]';

/** What waits, what fails, and what came of it. */
export const workers = dashboard({
  uid: 'crosstalk-workers',
  title: 'workers and queues',
  description:
    'Side effects of messages, files and notifications: what waits, what fails, and what came of it.',
  instances: 'crosstalk-worker',
  panels: [
    timeSeries({
      title: 'Jobs that wait',
      description: 'Due and not begun. It may be many for a moment, not for long.',
      unit: 'short',
      lines: [['{{queue}}', `max by (queue) (crosstalk_queue_jobs{state="waiting", ${HERE}})`]],
    }),
    timeSeries({
      title: 'The first in the line waits for',
      description: 'Whether there are workers enough.',
      unit: 's',
      limit: 300,
      lines: [['{{queue}}', `max by (queue) (crosstalk_queue:oldest_seconds:max{${HERE}})`]],
    }),
    timeSeries({
      title: 'Jobs done',
      description: 'Attempts that ended well.',
      unit: 'ops',
      lines: [
        ['{{queue}}', `sum by (queue) (rate(crosstalk_jobs_total{outcome="completed", ${NODE}}${RATE}))`],
      ],
    }),
    timeSeries({
      title: 'Attempts that fail',
      description: 'Share of all attempts. Most jobs are tried five times.',
      unit: 'percentunit',
      limit: 0.1,
      lines: [['{{queue}}', `max by (queue) (crosstalk_queue:failed_attempts:ratio_rate15m{${HERE}})`]],
    }),
    timeSeries({
      title: 'Other ends of jobs',
      description: '«stalled»: taken from a worker that died; «enqueue_failed»: made up for by the sweeps.',
      unit: 'ops',
      lines: [
        [
          '{{queue}} {{outcome}}',
          `sum by (queue, outcome) (rate(crosstalk_jobs_total{outcome=~"retried|stalled|enqueue_failed", ${HERE}}${RATE})) > 0`,
        ],
      ],
    }),
    timeSeries({
      title: 'Time of a job p99',
      description: 'Of one attempt.',
      unit: 's',
      lines: [
        [
          '{{queue}}',
          `histogram_quantile(0.99, sum by (queue, le) (rate(crosstalk_job_seconds_bucket{${NODE}}${RATE})))`,
        ],
      ],
    }),
    timeSeries({
      title: 'Jobs by state',
      description: '«failed» are given up and kept for a week to be looked at.',
      unit: 'short',
      lines: [['{{state}}', `sum by (state) (max by (queue, state) (crosstalk_queue_jobs{${HERE}}))`]],
    }),
    timeSeries({
      title: 'Outbox',
      description: 'Age of the oldest room whose side effects are overdue.',
      unit: 's',
      limit: 60,
      lines: [['oldest', `max(crosstalk_outbox_oldest_seconds{${HERE}})`]],
    }),
    timeSeries({
      title: 'Overdue rooms',
      description: 'Rooms that the last sweep found; it looks at no more than its batch.',
      unit: 'short',
      lines: [['rooms', `max(crosstalk_outbox_dirty_rooms{${HERE}})`]],
    }),
    timeSeries({
      title: 'Notifications',
      description: 'Attempts to tell offline members what is new.',
      unit: 'ops',
      lines: [
        [
          '{{channel}} {{outcome}}',
          `sum by (channel, outcome) (rate(crosstalk_notifications_total{${NODE}}${RATE}))`,
        ],
      ],
    }),
    timeSeries({
      title: 'Files and linked pages',
      description: 'What came of looking at uploaded files and at pages that messages link.',
      unit: 'ops',
      lines: [
        ['file {{outcome}}', `sum by (outcome) (rate(crosstalk_files_total{${NODE}}${RATE}))`],
        ['page {{outcome}}', `sum by (outcome) (rate(crosstalk_link_previews_total{${NODE}}${RATE}))`],
      ],
    }),
    timeSeries({
      title: 'Housekeeping',
      description:
        'Messages removed for their age, and unread counters that were set right. The second should stay 0.',
      unit: 'ops',
      lines: [
        ['expired messages', `sum(rate(crosstalk_messages_expired_total{${NODE}}${RATE}))`],
        ['mended counters', `sum(rate(crosstalk_unread_mended_total{${NODE}}${RATE}))`],
      ],
    }),
    timeSeries({
      title: 'Memory',
      description: 'What the process has of the machine.',
      unit: 'bytes',
      lines: [['{{instance}}', `process_resident_memory_bytes{${NODE}}`]],
    }),
    timeSeries({
      title: 'CPU',
      description: 'Cores in use, without the programs that a worker starts for films.',
      unit: 'short',
      lines: [['{{instance}}', `rate(process_cpu_seconds_total{${NODE}}${RATE})`]],
    }),
  ],
});
