import { dashboard } from './dashboard.js';
import { timeSeries } from './panel.js';

const HERE = 'job="crosstalk-gateway", namespace=~"$namespace", instance=~"$instance"';
const RATE = '[$__rate_interval]';

/** What the gateways do, and which of them does not keep up. */
export const gateways = dashboard({
  uid: 'crosstalk-gateways',
  title: 'gateways',
  description: 'What the gateways do, and which of them does not keep up.',
  instances: 'crosstalk-gateway',
  panels: [
    timeSeries({
      title: 'Connections by node',
      description: 'Whether the load balancer spreads people evenly. Adding a node moves nobody.',
      unit: 'short',
      lines: [['{{instance}}', `sum by (instance) (crosstalk_connections{${HERE}})`]],
    }),
    timeSeries({
      title: 'Handshakes',
      description:
        'Who gets in and who does not, by reason. «no_session»: a client that polls came to another node, stickiness is missing.',
      unit: 'ops',
      lines: [['{{outcome}}', `sum by (outcome) (rate(crosstalk_handshakes_total{${HERE}}${RATE}))`]],
    }),
    timeSeries({
      title: 'Event-loop delay p99',
      description: 'A node above 250 ms has more to do than it can. New nodes are started from 100 ms.',
      unit: 's',
      limit: 0.25,
      lines: [['{{instance}}', `nodejs_eventloop_lag_p99_seconds{${HERE}}`]],
    }),
    timeSeries({
      title: 'CPU',
      description: 'Cores in use. A gateway runs on one, and a little more for garbage collection and TLS.',
      unit: 'short',
      lines: [['{{instance}}', `rate(process_cpu_seconds_total{${HERE}}${RATE})`]],
    }),
    timeSeries({
      title: 'Memory',
      description: 'What the process has of the machine, and what the heap has of it.',
      unit: 'bytes',
      lines: [
        ['{{instance}}', `process_resident_memory_bytes{${HERE}}`],
        ['{{instance}} heap', `nodejs_heap_size_used_bytes{${HERE}}`],
      ],
    }),
    timeSeries({
      title: 'File descriptors',
      description: 'Share of those that the process may have; at 100 % nobody can connect.',
      unit: 'percentunit',
      limit: 0.8,
      lines: [['{{instance}}', `process_open_fds{${HERE}} / process_max_fds{${HERE}}`]],
    }),
    timeSeries({
      title: 'Requests',
      description: 'The ten most frequent requests.',
      unit: 'ops',
      lines: [
        [
          '{{dialect}} {{event}}',
          `topk(10, sum by (dialect, event) (rate(crosstalk_requests_total{${HERE}}${RATE})))`,
        ],
      ],
    }),
    timeSeries({
      title: 'Refused requests',
      description: 'By the error code of the domain.',
      unit: 'ops',
      lines: [
        ['{{outcome}}', `sum by (outcome) (rate(crosstalk_requests_total{outcome!="ok", ${HERE}}${RATE}))`],
      ],
    }),
    timeSeries({
      title: 'Time of a request p99',
      description: 'From the request decoded to its answer.',
      unit: 's',
      lines: [
        [
          '{{dialect}}',
          `histogram_quantile(0.99, sum by (dialect, le) (rate(crosstalk_request_seconds_bucket{${HERE}}${RATE})))`,
        ],
      ],
    }),
    timeSeries({
      title: 'Time of a send p99',
      description: 'From the frame received to the answer handed to the socket.',
      unit: 's',
      limit: 0.25,
      lines: [
        [
          '{{dialect}}',
          `histogram_quantile(0.99, sum by (dialect, le) (rate(crosstalk_send_seconds_bucket{stage="acknowledged", ${HERE}}${RATE})))`,
        ],
      ],
    }),
    timeSeries({
      title: 'Messages in one commit',
      description: 'How many sends share a write to MongoDB. More under load, by design.',
      unit: 'short',
      lines: [
        [
          'mean',
          `sum(rate(crosstalk_commit_batch_size_sum{${HERE}}${RATE})) / sum(rate(crosstalk_commit_batch_size_count{${HERE}}${RATE}))`,
        ],
        [
          'p99',
          `histogram_quantile(0.99, sum by (le) (rate(crosstalk_commit_batch_size_bucket{${HERE}}${RATE})))`,
        ],
      ],
    }),
    timeSeries({
      title: 'Deliveries and writes',
      description: 'Fewer writes than deliveries: busy rooms are gathered into one write for each socket.',
      unit: 'ops',
      lines: [
        ['deliveries', `sum(rate(crosstalk_deliveries_total{${HERE}}${RATE}))`],
        ['writes', `sum(rate(crosstalk_delivery_writes_total{${HERE}}${RATE}))`],
      ],
    }),
    timeSeries({
      title: 'Deliveries in one write',
      description: 'The coalescing factor of the whole deployment.',
      unit: 'short',
      lines: [['factor', 'avg(crosstalk:deliveries_per_write:ratio_rate5m{namespace=~"$namespace"})']],
    }),
    timeSeries({
      title: 'Send buffers',
      description: 'Bytes that clients have not taken yet.',
      unit: 'bytes',
      limit: 256 * 1024 * 1024,
      lines: [['{{instance}}', `sum by (instance) (crosstalk_buffered_bytes{${HERE}})`]],
    }),
    timeSeries({
      title: 'Slow clients closed',
      description: 'Connections closed because their send buffer was full.',
      unit: 'ops',
      lines: [
        ['{{dialect}}', `sum by (dialect) (rate(crosstalk_slow_clients_closed_total{${HERE}}${RATE}))`],
      ],
    }),
    timeSeries({
      title: 'Sequencer',
      description:
        'What became of events of other nodes. «lost» must stay 0; «gap_healed» was read from MongoDB.',
      unit: 'ops',
      lines: [['{{event}}', `sum by (event) (rate(crosstalk_sequencer_total{${HERE}}${RATE}))`]],
    }),
    timeSeries({
      title: 'Presence',
      description: 'People who come and go.',
      unit: 'ops',
      lines: [['{{state}}', `sum by (state) (rate(crosstalk_presence_transitions_total{${HERE}}${RATE}))`]],
    }),
    timeSeries({
      title: 'Taken out of rooms',
      description: 'Connections whose user was no member any more when a node looked.',
      unit: 'ops',
      lines: [
        ['{{instance}}', `sum by (instance) (rate(crosstalk_audience_evictions_total{${HERE}}${RATE}))`],
      ],
    }),
    timeSeries({
      title: 'Nodes',
      description: 'How many answer, how many drain, and how many versions run.',
      unit: 'none',
      lines: [
        ['up', `sum(up{${HERE}})`],
        ['draining', `sum(crosstalk_draining{${HERE}})`],
        ['version {{version}}', `count by (version) (crosstalk_build_info{${HERE}})`],
      ],
    }),
  ],
});
