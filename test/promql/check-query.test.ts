import { expect } from 'chai';
import { describe, it } from 'mocha';
import { checkQuery } from './check-query.js';
import { vocabulary } from './vocabulary.js';

const known = vocabulary();
const offencesOf = (query: string): readonly string[] => checkQuery(query, known).offences;

describe('The check of a query', () => {
  it('has nothing against one that can be answered', () => {
    const queries = [
      'sum by (dialect) (rate(crosstalk_requests_total{outcome=~"unavailable|internal"}[5m]))',
      'histogram_quantile(0.99, sum by (le) (rate(crosstalk_request_seconds_bucket{job="crosstalk-gateway"}[5m])))',
      'crosstalk_connections{instance=~"$instance"} / on (instance) group_left (job) up > 0',
      'rate(process_cpu_seconds_total[$__rate_interval])',
      'sum without (instance) (crosstalk_queue_jobs{state!="failed"})',
    ];
    expect(queries.flatMap(offencesOf)).to.deep.equal([]);
  });

  for (const [fault, query, words] of [
    ['a metric that is not there', 'rate(crosstalk_errors_total[5m])', 'no series crosstalk_errors_total'],
    ['a histogram without its series', 'crosstalk_request_seconds', 'no series crosstalk_request_seconds'],
    ['a label that a metric does not have', 'crosstalk_connections{queue="files"}', 'has no label queue'],
    [
      'a value out of the set',
      'crosstalk_connections{dialect="irc"}',
      'dialect of crosstalk_connections is never irc',
    ],
    ['one value of a pattern', 'crosstalk_connections{dialect=~"fsego|irc"}', 'is never irc'],
    ['a value that is excluded for nothing', 'crosstalk_connections{dialect!="irc"}', 'is never irc'],
    [
      'a bound that a histogram does not have',
      'crosstalk_request_seconds_bucket{le="0.3"}',
      'le of crosstalk_request_seconds_bucket is never 0.3',
    ],
    ['an unknown job', 'up{job="gateway"}', 'job of up is never gateway'],
    ['a group by a label that is not there', 'sum by (queue) (up)', 'sum by (queue) (up) has no label queue'],
    ['a group by a label that is gone', 'sum by (job) (sum by (instance) (up))', 'has no label job'],
    ['a match by a label that is not there', 'up * on (queue) up', 'has no label queue'],
    [
      'a quantile of buckets without bounds',
      'histogram_quantile(0.9, sum by (dialect) (rate(crosstalk_request_seconds_bucket[5m])))',
      'has no label le',
    ],
  ] as const) {
    it(`finds ${fault}`, () => {
      const offences = offencesOf(query);
      expect(offences).to.have.lengthOf(1);
      expect(offences[0]).to.include(words);
    });
  }

  it('refuses what cannot be read', () => {
    expect(() => offencesOf('sum(rate(up[5m])')).to.throw('cannot be read');
  });

  it('knows the labels of an answer', () => {
    const { labels } = checkQuery(
      'histogram_quantile(0.9, sum by (le, dialect) (crosstalk_request_seconds_bucket))',
      known,
    );
    expect([...labels.keys()]).to.deep.equal(['dialect']);
    const top = checkQuery('topk(3, sum by (dialect) (crosstalk_connections))', known);
    expect([...top.labels.keys()]).to.deep.equal(['dialect']);
  });
});
