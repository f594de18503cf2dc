import { describeWith } from '@crosstalk/testing';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { ChannelsClient } from '../harness/channels-client.js';
import { Cluster } from '../harness/cluster.js';
import { eventually } from '../harness/deadline.js';
import { metric } from '../harness/ops.js';
import { newPerson, type Person } from '../harness/people.js';
import { balancers, Doors } from './balancers.js';
import { PollingVisitor } from './polling-visitor.js';

const ROUNDS = 50;
/** Enough that the hash of nginx sends some to each of two nodes; the agents below are always the same ones. */
const BROWSERS = 8;

describe('Clients that poll', () => {
  let cluster: Cluster;
  let doors: Doors;
  let ann: Person;

  before(async () => {
    cluster = await Cluster.start({ gateways: 2 });
    doors = await Doors.open(cluster.gateways);
    ann = await newPerson(cluster.node(0).url);
  });

  after(async () => {
    await doors?.close();
    await cluster?.stop();
  });

  const enter = (name: string, agent: number, keepsCookies = true): Promise<PollingVisitor> =>
    PollingVisitor.enter({ url: doors.of(name).url, token: ann.token, agent, keepsCookies });

  const connections = (): Promise<number[]> =>
    Promise.all(cluster.gateways.map((node) => metric(node, 'crosstalk_connections', 'dialogs')));

  /** What the first client is answered that is sent to a node which does not know it; null when none of many is. */
  const loseSession = async (name: string): Promise<string | null> => {
    for (let agent = 0; agent < BROWSERS; agent += 1) {
      try {
        await (await enter(name, agent, false)).leave();
      } catch (error) {
        return (error as Error).message;
      }
    }
    return null;
  };

  for (const { name, program } of balancers) {
    describeWith([program], `through ${name}`, () => {
      it('find their node in a hundred requests, with the cookie', async () => {
        const visitor = await enter(name, 1);
        for (let round = 0; round < ROUNDS; round += 1) await visitor.ask();
        await visitor.leave();
      });

      it('are spread over the nodes', async () => {
        await eventually('nobody there', async () => (await connections()).every((count) => count === 0));
        const agents = Array.from({ length: BROWSERS }, (_, agent) => agent);
        const visitors = await Promise.all(agents.map((agent) => enter(name, agent)));
        for (const count of await connections()) expect(count).to.be.greaterThan(0);
        await Promise.all(visitors.map((visitor) => visitor.leave()));
      });

      for (const transports of [['polling'], ['polling', 'websocket']]) {
        it(`find their node with socket.io-client, by ${transports.join(' and then ')}`, async () => {
          const options = { transports, withCredentials: true };
          const client = await ChannelsClient.connect(doors.of(name).url, ann.token, options);
          for (let round = 0; round < ROUNDS; round += 1) await client.does('channels-list');
          const { io: manager } = client.socket;
          await eventually('the last transport', () => manager.engine.transport.name === transports.at(-1));
          client.close();
        });
      }

      it('are the only ones to get the cookie', async () => {
        const cookies = async (path: string): Promise<string[]> => {
          const headers = { authorization: `Bearer ${ann.token}` };
          const response = await fetch(doors.of(name).url + path, { headers });
          await response.text();
          expect(response.status, path).to.equal(200);
          return response.headers.getSetCookie();
        };
        for (const path of ['/api/v1/rooms', '/docs', '/'])
          expect(await cookies(path), path).to.deep.equal([]);
        const [cookie, ...more] = await cookies('/socket.io/?EIO=4&transport=polling');
        expect(cookie).to.match(/^crosstalk_node=\w+;.* HttpOnly$/i);
        expect(more).to.deep.equal([]);
      });
    });
  }

  describeWith(['haproxy'], 'that keep no cookies', () => {
    it('lose their session behind HAProxy', async () => {
      expect(await loseSession('HAProxy')).to.contain('Session ID unknown');
    });
  });

  describeWith(['nginx'], 'that keep no cookies', () => {
    it('stay on their node behind nginx, by the hash of address and agent', async () => {
      expect(await loseSession('nginx')).to.equal(null);
    });
  });
});
