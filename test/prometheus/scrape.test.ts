import { spawnSync } from 'node:child_process';
import { describeWith } from '@crosstalk/testing';
import { expect } from 'chai';
import { after, before, it } from 'mocha';
import { DASHBOARDS } from '../../deploy/grafana/source/dashboards.js';
import { Cluster } from '../harness/cluster.js';
import { eventually } from '../harness/deadline.js';
import type { NodeProcess } from '../harness/node-process.js';
import { ops } from '../harness/ops.js';
import { AlertReceiver } from './alert-receiver.js';
import { dashboardQueries } from './dashboard-queries.js';
import { PrometheusServer } from './prometheus-server.js';
import { allRules } from './rules.js';
import { DELIVERIES_OF_A_NEW_ROOM, openTalk, type Talk } from './talk.js';

/** Twice: Prometheus must have seen a counter before it can tell how fast it grows. */
const ROUNDS = 2;
const TIMES = 15;

/** As Grafana asks, with everything chosen. */
const chosen = (expr: string): string => expr.replace(/\$__rate_interval/g, '1m').replace(/\$[a-z]+/g, '.*');
const addressOf = (node: NodeProcess): string => `127.0.0.1:${node.opsPort}`;

describeWith(
  ['prometheus', 'promtool'],
  'A Prometheus that scrapes a cluster',
  ([program = '', promtool = '']) => {
    let cluster: Cluster;
    let receiver: AlertReceiver;
    let prometheus: PrometheusServer;
    let talk: Talk;

    const becomes = (query: string, value: number): Promise<void> =>
      eventually(`${query} = ${value}`, async () => (await prometheus.value(query)) === value);

    before(async () => {
      cluster = await Cluster.start({ gateways: 2, worker: true });
      receiver = await AlertReceiver.start();
      prometheus = await PrometheusServer.start(
        program,
        {
          gateways: cluster.gateways.map(addressOf),
          workers: cluster.worker ? [addressOf(cluster.worker)] : [],
          alertmanagers: [receiver.address],
        },
        { CrosstalkGatewayDown: '4s' },
      );
      talk = await openTalk(cluster);
    });

    after(async () => {
      talk?.close();
      await prometheus?.stop();
      receiver?.close();
      await cluster?.stop();
    });

    it('finds every node up, under the job of what it is', async () => {
      await becomes('count(up{job="crosstalk-gateway"} == 1)', 2);
      await becomes('count(up{job="crosstalk-worker"} == 1)', 1);
      await becomes('crosstalk:connections:sum', 2);
      // Two of each gateway, three of the worker; nobody asks them whether they are ready.
      await becomes('count(crosstalk_dependency_up == 1)', 7);
    });

    it('answers with what was sent and delivered, on either dialect', async () => {
      for (let round = 1; round <= ROUNDS; round += 1) {
        await talk.say(TIMES);
        const sends = 'sum(crosstalk_requests_total{outcome="ok"';
        await becomes(`${sends}, dialect="channels", event="message-send"})`, round * TIMES);
        await becomes(`${sends}, dialect="casamsa", event="send_message"})`, round * TIMES);
        await becomes('sum(crosstalk_send_seconds_count{stage="acknowledged"})', 2 * round * TIMES);
        const deliveries = DELIVERIES_OF_A_NEW_ROOM + 2 * round * TIMES;
        await becomes('sum(crosstalk_deliveries_total{dialect="channels"})', deliveries);
        await becomes('sum(crosstalk_deliveries_total{dialect="casamsa"})', deliveries);
      }
    });

    it('sees the jobs that follow the messages, and the queue empty', async () => {
      const completed = 'sum(crosstalk_jobs_total{queue="room-effects", outcome="completed"})';
      await eventually('a job of the room', async () => ((await prometheus.value(completed)) ?? 0) > 0);
      await becomes('max(crosstalk_queue_jobs{queue="room-effects", state="waiting"})', 0);
      await becomes('sum(crosstalk_queue_jobs{state="failed"})', 0);
    });

    it('makes a value of every recording rule', async () => {
      const records = allRules().flatMap(({ record }) => record ?? []);
      const missing = async (): Promise<readonly string[]> => {
        const answers = await Promise.all(records.map((record) => prometheus.query(record)));
        // Of a queue without jobs a ratio is no number.
        return records.filter((_, index) => !answers[index]?.some(({ value }) => Number.isFinite(value)));
      };
      let left: readonly string[] = records;
      await eventually('every recording rule', async () => {
        left = await missing();
        return left.length === 0;
      }).catch((error: Error) => {
        throw new Error(`${error.message}: ${left.join(', ')}`);
      });
      await eventually(
        'an acknowledgement',
        async () => ((await prometheus.value('crosstalk:ack_seconds:p99_5m')) ?? 0) > 0,
      );
      await becomes('crosstalk:lost:increase1h', 0);
      await becomes('crosstalk:request_errors:ratio_rate5m', 0);
    });

    it('computes every rule, and warns of nothing in a healthy cluster', async () => {
      await eventually('every rule computed', async () => (await prometheus.ruleErrors()).length === 0);
      // On a busy machine an answer may come late; that pends for minutes before it is said.
      const wrong = async (): Promise<readonly string[]> =>
        (await prometheus.alerts())
          .filter(({ name, state }) => state === 'firing' || !/(?:Slow|Late)$/.test(name))
          .map(({ name, state }) => `${name} ${state}`);
      let left: readonly string[] = [];
      await eventually('no alert', async () => {
        left = await wrong();
        return left.length === 0;
      }).catch((error: Error) => {
        throw new Error(`${error.message}: ${left.join(', ')}`);
      });
    });

    it('has an answer for every panel of the dashboards', async () => {
      const queries = Object.values(DASHBOARDS).flatMap(dashboardQueries);
      for (const { expr } of queries) await prometheus.query(chosen(expr));
      const shown = queries.find(({ where }) => where.endsWith('Connections by node'));
      await becomes(`count(${chosen(shown?.expr ?? '')})`, 2);
    });

    it('finds nothing to say against the exposition of a gateway and a worker', async () => {
      for (const node of [cluster.node(0), cluster.worker as NodeProcess]) {
        const { text } = await ops(node, '/metrics');
        const { status, stdout, stderr } = spawnSync(promtool, ['check', 'metrics'], {
          input: text,
          encoding: 'utf8',
        });
        expect(`${stdout}${stderr}`).to.equal('');
        expect(status).to.equal(0);
      }
    });

    it('warns of a gateway that was killed, and tells whom it is to tell', async () => {
      const gone = cluster.node(1);
      await gone.kill();
      const alert = await receiver.log.next(
        'the alert',
        ({ labels }) => labels.alertname === 'CrosstalkGatewayDown' && labels.instance === addressOf(gone),
      );
      expect(alert.labels).to.include({ severity: 'warning', namespace: 'test', job: 'crosstalk-gateway' });
      expect(alert.annotations.summary).to.equal(`Gateway ${addressOf(gone)} does not answer`);
      expect(alert.annotations.runbook_url).to.equal('docs/operations.md#crosstalkgatewaydown');
      await becomes('crosstalk:connections:sum', 1);
    });

    it('finds a new gateway by a line in the file of its targets, and takes the warning back', async () => {
      const fresh = await cluster.addGateway();
      prometheus.target('gateways', [cluster.node(0), fresh].map(addressOf));
      await becomes(`up{instance="${addressOf(fresh)}"}`, 1);
      await eventually('no warning', async () =>
        (await prometheus.alerts()).every(({ name }) => name !== 'CrosstalkGatewayDown'),
      );
    });
  },
);
