import { dashboard } from './dashboard.js';
import { stat, timeSeries } from './panel.js';

const HERE = 'namespace=~"$namespace"';

/** Whether people are served as promised. */
export const objectives = dashboard({
  uid: 'crosstalk-objectives',
  title: 'objectives',
  description: 'Whether people are served as promised, and how much there is to do.',
  panels: [
    stat({
      title: 'Acknowledgement p99',
      description: 'One send in a hundred waits longer for its acknowledgement. Objective: 250 ms.',
      unit: 's',
      limit: 0.25,
      lines: [['', `max(crosstalk:ack_seconds:p99_5m{${HERE}})`]],
    }),
    stat({
      title: 'Delivery p99',
      description: 'One delivery in a hundred takes longer from the commit to the socket. Objective: 500 ms.',
      unit: 's',
      limit: 0.5,
      lines: [['', `max(crosstalk:delivery_seconds:p99_5m{${HERE}})`]],
    }),
    stat({
      title: 'Lost in the last hour',
      description: 'Stored changes that a node passed over without delivering them. Objective: 0.',
      unit: 'short',
      limit: 0.5,
      lines: [['', `sum(crosstalk:lost:increase1h{${HERE}})`]],
    }),
    stat({
      title: 'Errors in the last hour',
      description: 'Share of the requests that failed through no fault of the client. Objective: 0.025 %.',
      unit: 'percentunit',
      limit: 0.00025,
      lines: [['', `max(crosstalk:request_errors:ratio_rate1h{${HERE}})`]],
    }),
    stat({
      title: 'Connections',
      description: 'People and programs that are connected now.',
      unit: 'short',
      lines: [['', `sum(crosstalk:connections:sum{${HERE}})`]],
    }),
    stat({
      title: 'Alerts',
      description: 'Alerts that are on. What to do about each is in docs/operations.md.',
      unit: 'none',
      limit: 1,
      lines: [['', `count(ALERTS{alertname=~"Crosstalk.*", alertstate="firing", ${HERE}}) or vector(0)`]],
    }),
    timeSeries({
      title: 'Acknowledgement',
      description: 'Where the time goes: «durable» ends when a majority of MongoDB has the message.',
      unit: 's',
      limit: 0.25,
      lines: [
        ['acknowledged p99', `max(crosstalk:ack_seconds:p99_5m{${HERE}})`],
        ['durable p99', `max(crosstalk:durable_seconds:p99_5m{${HERE}})`],
      ],
    }),
    timeSeries({
      title: 'Delivery',
      description:
        'On the node of the sender and on others; the figure of others is by the clock of the sender’s node.',
      unit: 's',
      limit: 0.5,
      lines: [
        [
          '{{origin}} p99',
          `histogram_quantile(0.99, sum by (origin, le) (rate(crosstalk_delivery_seconds_bucket{${HERE}}[$__rate_interval])))`,
        ],
      ],
    }),
    timeSeries({
      title: 'In time',
      description: 'Share of sends within 250 ms and of deliveries within 500 ms. Objective: 99 %.',
      unit: 'percentunit',
      lines: [
        ['acknowledged', `min(crosstalk:acks_in_time:ratio_rate5m{${HERE}})`],
        ['delivered', `min(crosstalk:deliveries_in_time:ratio_rate5m{${HERE}})`],
      ],
    }),
    timeSeries({
      title: 'Errors',
      description:
        'Requests that failed through no fault of the client: «unavailable» is a dependency, «internal» a defect.',
      unit: 'ops',
      lines: [
        [
          '{{outcome}}',
          `sum by (outcome) (rate(crosstalk_requests_total{outcome=~"unavailable|internal", ${HERE}}[$__rate_interval]))`,
        ],
      ],
    }),
    timeSeries({
      title: 'Load',
      description: 'What people send, and what the gateways hand to connections for it.',
      unit: 'ops',
      lines: [
        ['requests', `sum(crosstalk:requests:rate5m{${HERE}})`],
        ['sends', `sum(crosstalk:sends:rate5m{${HERE}})`],
        ['deliveries', `sum(crosstalk:deliveries:rate5m{${HERE}})`],
      ],
    }),
    timeSeries({
      title: 'Connections by dialect',
      description: 'Which APIs people use.',
      unit: 'short',
      lines: [['{{dialect}}', `sum by (dialect) (crosstalk_dialect:connections:sum{${HERE}})`]],
    }),
  ],
});
