import { randomUUID } from 'node:crypto';
import { describeWith, freePort } from '@crosstalk/testing';
import { expect } from 'chai';
import { after, before, it } from 'mocha';
import { CasamsaClient } from '../harness/casamsa-client.js';
import { ChannelsClient } from '../harness/channels-client.js';
import { Cluster } from '../harness/cluster.js';
import { eventually, within } from '../harness/deadline.js';
import { wholeHistory } from '../harness/history.js';
import type { LoadBalancer } from '../harness/load-balancer.js';
import type { NodeProcess } from '../harness/node-process.js';
import { metric } from '../harness/ops.js';
import { newPerson, type Person } from '../harness/people.js';
import { balancers } from './balancers.js';

const MOVERS = 6;
const RAW = 4;
const SERVICE_RESTART = 1012;
const FULL_WEIGHT = 100;

for (const { name, program, start } of balancers) {
  describeWith([program], `Behind ${name}`, () => {
    let cluster: Cluster;
    let door: LoadBalancer;
    let people: Person[];
    let channelId: number;
    let movers: ChannelsClient[] = [];
    const acknowledged = new Map<string, string>();

    const [stays, drains, dies] = [0, 1, 2];

    before(async () => {
      cluster = await Cluster.start({ gateways: 1, environment: { DRAIN_SECONDS: '2' } });
      await cluster.addGateway();
      await cluster.addGateway({ PORT: `${await freePort()}`, OPS_PORT: `${await freePort()}` });
      const names = Array.from({ length: MOVERS }, (_, index) => `P${index}`);
      people = [];
      for (const each of names) people.push(await newPerson(cluster.node(stays).url, each));
      const owner = await ChannelsClient.connect(cluster.node(stays).url, people[0]?.token);
      const { channel } = await owner.does<{ channel: { id: number } }>('channel-create', {
        type: 'group',
        title: 'moving',
        users: people.slice(1).map(({ id }) => id),
      });
      channelId = channel.id;
      owner.close();
    });

    after(async () => {
      await cluster?.stop();
    });

    /** In front of the node that stays and one that leaves, with clients on both: by WebSocket, and one by polling. */
    const openDoor = async (leaver: NodeProcess): Promise<void> => {
      door = await start([cluster.node(stays), leaver], { CHECK_INTERVAL: '200ms' });
      movers = [];
      for (const [index, { token }] of people.entries()) {
        const transports = index === 0 ? ['polling'] : ['websocket'];
        const options = { transports, reconnection: true, withCredentials: true };
        movers.push(await ChannelsClient.connect(door.url, token, options));
      }
      expect(await metric(leaver, 'crosstalk_connections', 'channels')).to.be.within(1, MOVERS - 1);
    };

    const closeDoor = async (): Promise<void> => {
      for (const mover of movers) mover.close();
      await door?.stop();
    };

    /** Sends until `isOver`; what got no answer is sent again with its id, as a client does that was cut off. */
    const storm = async (mover: ChannelsClient, isOver: () => boolean): Promise<void> => {
      let send = newSend();
      while (!isOver()) {
        const answer = await mover.socket
          .timeout(5_000)
          .emitWithAck('message-send', send)
          .catch(() => null);
        if (!answer?.ok) continue;
        acknowledged.set(send.clientId, send.text);
        send = newSend();
      }
    };
    const newSend = () => ({ channelId, text: `m ${randomUUID()}`, clientId: randomUUID() });

    /** Everybody sends while the node goes, and again when it is gone; whoever comes meanwhile is let in at once. */
    const whileItGoes = async (go: () => Promise<void>): Promise<void> => {
      let isOver = false;
      const storms = movers.map((mover) => storm(mover, () => isOver));
      await eventually('sends in full swing', () => acknowledged.size >= 50);
      await go();
      for (const { token } of people) (await ChannelsClient.connect(door.url, token)).close();
      const soFar = acknowledged.size;
      await eventually('sends on the node that stays', () => acknowledged.size > soFar + 50);
      await eventually('everybody connected', () => movers.every(({ socket }) => socket.connected));
      isOver = true;
      await Promise.all(storms);
    };

    const expectNothingLost = async (): Promise<void> => {
      const { url } = cluster.node(stays);
      const history = await wholeHistory(url, { roomId: channelId, token: people[0]?.token ?? '' });
      const stored = new Map(history.map((item) => [item.client_id, item.text]));
      for (const [clientId, text] of acknowledged) expect(stored.get(clientId)).to.equal(text);
      expect(stored.size).to.equal(history.length);
    };

    it('clients of a node that ends come back on the other, and nothing that was acknowledged is lost', async () => {
      const node = cluster.node(drains);
      await openDoor(node);
      const raw: CasamsaClient[] = [];
      for (let index = 0; index < RAW; index += 1)
        raw.push(await CasamsaClient.connect(door.wsUrl, people[index]?.token));
      const leavers = await metric(node, 'crosstalk_connections', 'casamsa');
      expect(leavers).to.be.within(1, RAW - 1);
      const codes: number[] = [];
      for (const { closed } of raw) void closed.then((code) => codes.push(code));
      await whileItGoes(async () => {
        node.signal('SIGTERM');
        expect(await within(node.exited, 'the exit')).to.equal(0);
      });
      await expectNothingLost();
      expect(codes).to.deep.equal(Array(leavers).fill(SERVICE_RESTART));
      for (const client of raw) client.close();
      await closeDoor();
    });

    it('clients of a node that is killed come back on the other, and whoever comes meanwhile is let in', async () => {
      const node = cluster.node(dies);
      await openDoor(node);
      await whileItGoes(() => node.kill());
      await expectNothingLost();
    });

    /** It gets clients, and not yet as many as the other. */
    const isWarmingUp = async (): Promise<boolean> => {
      const server = 'proxy="ready",server="gateway-2"';
      const isUp = await metric(door, 'haproxy_server_status', `${server},state="UP"`);
      return isUp === 1 && (await metric(door, 'haproxy_server_weight', server)) < FULL_WEIGHT;
    };

    it('a node that is started again is given clients again', async () => {
      const { port, opsPort } = cluster.node(dies);
      const again = await cluster.addGateway({ PORT: `${port}`, OPS_PORT: `${opsPort}` });
      if (name === 'HAProxy') await eventually('a small part of the clients', isWarmingUp);
      await eventually('a client on it', async () => {
        const client = await ChannelsClient.connect(door.url, people[0]?.token);
        const count = await metric(again, 'crosstalk_connections', 'channels');
        client.close();
        return count > 0;
      });
      await closeDoor();
    });
  });
}
