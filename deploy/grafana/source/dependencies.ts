import { dashboard } from './dashboard.js';
import { timeSeries } from './panel.js';

const HERE = 'namespace=~"$namespace"';
const RATE = '[$__rate_interval]';

/** MongoDB and Redis as the nodes see them. */
export const dependencies = dashboard({
  uid: 'crosstalk-dependencies',
  title: 'MongoDB and Redis',
  description: 'MongoDB and Redis as the nodes see them, and the way of events between nodes.',
  panels: [
    timeSeries({
      title: 'Reached',
      description:
        'Share of the nodes that reach it. Below 100 %: one node is the network, all are the server.',
      unit: 'percentunit',
      lines: [['{{dependency}}', `avg by (dependency) (crosstalk_dependency_up{${HERE}})`]],
    }),
    timeSeries({
      title: 'Events published',
      description: 'To other nodes, through Redis. What fails is read from MongoDB by them.',
      unit: 'ops',
      lines: [['{{outcome}}', `sum by (outcome) (rate(crosstalk_events_published_total{${HERE}}${RATE}))`]],
    }),
    timeSeries({
      title: 'Gaps healed',
      description: 'Share of the released events that had to be read from MongoDB.',
      unit: 'percentunit',
      limit: 0.01,
      lines: [['share', `max(crosstalk:gaps_healed:ratio_rate5m{${HERE}})`]],
    }),
    timeSeries({
      title: 'New connections to Redis',
      description: 'Connections that were lost and made again in ten minutes.',
      unit: 'short',
      lines: [['{{client}}', `sum by (client) (increase(crosstalk_redis_reconnects_total{${HERE}}[10m]))`]],
    }),
    timeSeries({
      title: 'MongoDB: time of a command p99',
      description: 'As the driver sees it. Inserts and updates wait for the majority.',
      unit: 's',
      lines: [
        [
          '{{command}}',
          `histogram_quantile(0.99, sum by (command, le) (rate(crosstalk_mongodb_command_seconds_bucket{${HERE}}${RATE})))`,
        ],
      ],
    }),
    timeSeries({
      title: 'MongoDB: commands',
      description: 'How many, by their name.',
      unit: 'ops',
      lines: [
        ['{{command}}', `sum by (command) (rate(crosstalk_mongodb_command_seconds_count{${HERE}}${RATE}))`],
      ],
    }),
    timeSeries({
      title: 'Redis: time of a command p99',
      description:
        'By the connection that it goes through. Workers wait for jobs by a command of «queue» that blocks.',
      unit: 's',
      lines: [
        [
          '{{client}}',
          `histogram_quantile(0.99, sum by (client, le) (rate(crosstalk_redis_command_seconds_bucket{${HERE}}${RATE})))`,
        ],
      ],
    }),
    timeSeries({
      title: 'Redis: commands',
      description: 'How many, by the connection that they go through.',
      unit: 'ops',
      lines: [
        ['{{client}}', `sum by (client) (rate(crosstalk_redis_command_seconds_count{${HERE}}${RATE}))`],
      ],
    }),
    timeSeries({
      title: 'MongoDB: errors',
      description: 'Commands that failed.',
      unit: 'ops',
      lines: [['{{command}}', `sum by (command) (rate(crosstalk_mongodb_errors_total{${HERE}}${RATE}))`]],
    }),
    timeSeries({
      title: 'Redis: errors',
      description: 'Commands that failed.',
      unit: 'ops',
      lines: [['{{client}}', `sum by (client) (rate(crosstalk_redis_errors_total{${HERE}}${RATE}))`]],
    }),
  ],
});
