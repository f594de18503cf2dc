import { describeWith } from '@crosstalk/testing';
import { expect } from 'chai';
import { after, before, it } from 'mocha';
import { ChannelsClient } from '../harness/channels-client.js';
import { Cluster } from '../harness/cluster.js';
import { eventually } from '../harness/deadline.js';
import type { LoadBalancer } from '../harness/load-balancer.js';
import type { NodeProcess } from '../harness/node-process.js';
import { metric, ops } from '../harness/ops.js';
import { newPerson, type Person, rest } from '../harness/people.js';
import { balancers } from './balancers.js';
import { PollingVisitor } from './polling-visitor.js';

const CLIENTS = 8;

for (const { name, program, start } of balancers) {
  describeWith([program], `A node that drains behind ${name}`, () => {
    let cluster: Cluster;
    let door: LoadBalancer;
    let ann: Person;
    let sockets: ChannelsClient[];
    let visitors: PollingVisitor[];
    let isTakenOut: () => Promise<boolean>;

    const leaving = (): NodeProcess => cluster.node(0);
    const connections = (dialect: string): Promise<number> =>
      metric(leaving(), 'crosstalk_connections', dialect);
    const enter = (agent: number, cookie = ''): Promise<PollingVisitor> =>
      PollingVisitor.enter({ url: door.url, token: ann.token, agent, cookie });
    const connect = (): Promise<ChannelsClient> => ChannelsClient.connect(door.url, ann.token);
    /** One after the other, as the balancer must decide each time anew. */
    const many = async <T>(make: (index: number) => Promise<T>): Promise<T[]> => {
      const made: T[] = [];
      for (let index = 0; index < CLIENTS; index += 1) made.push(await make(index));
      return made;
    };

    before(async () => {
      // So long that nobody is told to move while these tests run.
      cluster = await Cluster.start({ gateways: 2, environment: { DRAIN_SECONDS: '3600' } });
      door = await start(cluster.gateways, { CHECK_INTERVAL: '200ms' });
      ann = await newPerson(cluster.node(1).url);
      sockets = await many(connect);
      visitors = await many((agent) => enter(agent));
      for (const dialect of ['channels', 'dialogs'])
        expect(await connections(dialect), dialect).to.be.within(1, CLIENTS - 1);
      isTakenOut = async () =>
        name === 'nginx' ||
        (await (await fetch(`${door.opsUrl}/metrics`)).text()).includes(
          'haproxy_server_status{proxy="ready",server="gateway-1",state="DOWN"} 1',
        );
      leaving().signal('SIGTERM');
      await eventually('unready', async () => (await ops(leaving(), '/readyz')).status === 503);
    });

    after(async () => {
      for (const client of sockets ?? []) client.close();
      await door?.stop();
      await cluster?.stop();
    });

    /** None of them is refused, and none is let in by the node that drains. */
    const comers = async (): Promise<void> => {
      const before = { channels: await connections('channels'), dialogs: await connections('dialogs') };
      const newSockets = await many(connect);
      const newVisitors = await many((agent) => enter(100 + agent));
      // A second tab of a browser whose cookie names the node.
      const secondTabs = await many((agent) => enter(agent, visitors[agent]?.cookie));
      for (const visitor of [...newVisitors, ...secondTabs]) await visitor.ask();
      expect(await connections('channels')).to.equal(before.channels);
      expect(await connections('dialogs')).to.equal(before.dialogs);
      for (const client of newSockets) client.close();
      await Promise.all([...newVisitors, ...secondTabs].map((visitor) => visitor.leave()));
    };

    const residents = async (): Promise<void> => {
      for (const client of sockets) await client.does('channels-list');
      for (const visitor of visitors) await visitor.ask();
    };

    it('gets no new clients from the first moment', comers);

    it('keeps those it has, by WebSocket and by polling', residents);

    it('gets none and loses none when the balancer knows of it, too', async () => {
      await eventually('the node taken out', isTakenOut);
      await residents();
      await comers();
      await residents();
    });

    it('is no reason for a request to fail', async () => {
      for (let turn = 0; turn < CLIENTS; turn += 1)
        expect((await rest(door.url, { path: '/rooms', token: ann.token })).status).to.equal(200);
    });
  });
}
