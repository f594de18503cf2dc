import { describeWith, freePort } from '@crosstalk/testing';
import { expect } from 'chai';
import { after, before, it } from 'mocha';
import { ChannelsClient } from '../harness/channels-client.js';
import { Cluster } from '../harness/cluster.js';
import { eventually } from '../harness/deadline.js';
import type { LoadBalancer } from '../harness/load-balancer.js';
import { ops } from '../harness/ops.js';
import { newPerson } from '../harness/people.js';
import { startHaproxy } from '../harness/start-haproxy.js';
import { NameServer } from './name-server.js';

/** As two pods or containers: the same ports at different addresses. */
const [FIRST, SECOND] = ['127.0.0.21', '127.0.0.22'];

describeWith(['haproxy'], 'HAProxy that knows the gateways by one name', () => {
  let names: NameServer;
  let cluster: Cluster;
  let door: LoadBalancer;

  before(async () => {
    const [PORT, OPS_PORT] = [`${await freePort()}`, `${await freePort()}`];
    cluster = await Cluster.start({ gateways: 0, environment: { PORT, OPS_PORT } });
    for (const HOST of [FIRST, SECOND]) await cluster.addGateway({ HOST });
    names = await NameServer.start([FIRST]);
    const environment = { GATEWAYS: `gateways.example:${PORT}`, GATEWAYS_OPS: OPS_PORT, DNS: names.place };
    door = await startHaproxy([], environment);
  });

  after(async () => {
    await door?.stop();
    await cluster?.stop();
    names?.close();
  });

  const ready = async (): Promise<number> => {
    const { text } = await ops(door, '/metrics');
    return text.match(/^haproxy_server_status\{proxy="ready",[^}]*state="UP"\} 1$/gm)?.length ?? 0;
  };

  it('lets clients in', async () => {
    const { token } = await newPerson(door.url);
    const client = await ChannelsClient.connect(door.url, token);
    await client.does('channels-list');
    client.close();
    expect(await ready()).to.equal(1);
  });

  it('finds one that is added, and forgets one that is taken away', async () => {
    names.addresses = [FIRST, SECOND];
    await eventually('two ready', async () => (await ready()) === 2);
    names.addresses = [SECOND];
    await eventually('one ready', async () => (await ready()) === 1);
    const { token } = await newPerson(door.url);
    const client = await ChannelsClient.connect(door.url, token);
    await client.does('channels-list');
    client.close();
  });
});
