import { randomUUID } from 'node:crypto';
import { freePort } from '@crosstalk/testing';
import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import { CasamsaClient } from '../harness/casamsa-client.js';
import { ChannelsClient } from '../harness/channels-client.js';
import { Cluster } from '../harness/cluster.js';
import type { NodeProcess } from '../harness/node-process.js';
import { complaints } from '../harness/ops.js';
import { OtlpCollector } from '../harness/otlp-collector.js';
import { newPerson } from '../harness/people.js';
import { loadedModules, TELLS_MODULES } from './loaded-modules.js';

describe('Nodes that export no traces', () => {
  let cluster: Cluster | null = null;
  let collector: OtlpCollector | null = null;

  afterEach(async () => {
    await cluster?.stop();
    await collector?.stop();
    collector = null;
  });

  async function start(environment: Readonly<Record<string, string>>): Promise<Cluster> {
    cluster = await Cluster.start({
      gateways: 2,
      worker: true,
      environment: { OTEL_BSP_SCHEDULE_DELAY: '20', ...TELLS_MODULES, ...environment },
    });
    return cluster;
  }

  /** Somebody sends on one node what another reads on the other. */
  async function talk(nodes: Cluster): Promise<void> {
    const [ann, bob] = [await newPerson(nodes.node(0).url, 'Ann'), await newPerson(nodes.node(1).url, 'Bob')];
    const onCasamsa = await CasamsaClient.connect(nodes.node(0).wsUrl, ann.token);
    const onChannels = await ChannelsClient.connect(nodes.node(1).url, bob.token);
    const people = { type: 'direct', users: [ann.id] };
    const { channel } = await onChannels.does<{ channel: { id: number } }>('channel-create', people);
    await onCasamsa.next('new_chat');
    for (let count = 0; count < 5; count += 1) {
      const text = randomUUID();
      await onCasamsa.ask('send_message', { chat: channel.id, text });
      await onChannels.next('message-created', (message) => message.text === text);
    }
    onCasamsa.close();
    onChannels.close();
  }

  async function end(nodes: Cluster): Promise<readonly NodeProcess[]> {
    const all = [...nodes.gateways, nodes.worker as NodeProcess];
    expect(await Promise.all(all.map((node) => node.stop()))).to.deep.equal([0, 0, 0]);
    expect(complaints(all)).to.deep.equal([]);
    return all;
  }
  const warnings = ({ log }: NodeProcess): readonly unknown[] =>
    log.filter(({ msg }) => msg === 'traces cannot be sent to the collector');

  it('have not even loaded the SDK when tracing is off', async () => {
    const nodes = await start({ OTEL_TRACES_SAMPLER: 'always_on', OTEL_SERVICE_NAME: 'unheard of' });
    await talk(nodes);
    for (const node of await end(nodes)) expect(loadedModules(node)).to.deep.equal([]);
  });

  it('connect to no collector when nothing is sampled', async () => {
    collector = await OtlpCollector.start();
    const nodes = await start({
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_TRACES_SAMPLER: 'parentbased_always_off',
    });
    await talk(nodes);
    for (const node of await end(nodes)) expect(loadedModules(node)).to.not.deep.equal([]);
    expect(collector.connections).to.equal(0);
  });

  it('serve everybody while the collector is away, and end cleanly', async () => {
    const nodes = await start({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `http://127.0.0.1:${await freePort()}` });
    await talk(nodes);
    for (const node of await end(nodes)) expect(warnings(node).length).to.be.at.most(1);
  });
});
