import { randomUUID } from 'node:crypto';
import { describeWith } from '@crosstalk/testing';
import { expect } from 'chai';
import { after, before, it } from 'mocha';
import { dialects } from '../../apps/gateway/src/compose/dialects.js';
import { Company, roles } from '../cluster/matrix/company.js';
import { ConsumerClient } from '../harness/consumer-client.js';
import type { LoadBalancer } from '../harness/load-balancer.js';
import { newPerson } from '../harness/people.js';
import { startHaproxy } from '../harness/start-haproxy.js';
import { startNginx } from '../harness/start-nginx.js';
import { askUpgrade } from '../harness/upgrade.js';

/** Where clients connect that need to show nothing before. */
const PATHS = dialects
  .filter(({ requiresToken }) => !requiresToken)
  .flatMap(({ transport }) => {
    if (transport.kind === 'websocket') return transport.paths;
    const versions = transport.allowEIO3 ? [3, 4] : [4];
    return versions.map((version) => `${transport.path}?EIO=${version}&transport=websocket`);
  });

describeWith(['haproxy', 'nginx'], 'WebSockets through a load balancer', () => {
  let company: Company;
  let haproxy: LoadBalancer;
  let nginx: LoadBalancer;

  before(async () => {
    // Each in front of one node: so who is on which node is certain.
    company = await Company.gather(async (cluster) => {
      haproxy = await startHaproxy([cluster.node(0)]);
      nginx = await startNginx([cluster.node(1)]);
      return [haproxy, nginx];
    });
  });

  after(async () => {
    await company?.leave();
    await haproxy?.stop();
    await nginx?.stop();
  });

  for (const { dialect } of roles) {
    it(`${dialect}: a message through HAProxy reaches every dialect on the other node, through nginx`, async () => {
      const { sender } = company.of(dialect);
      const text = `${dialect} ${randomUUID()}`;
      await sender.post(text);
      for (const { dialect: other } of roles) {
        const { authorId } = await company.of(other).receiver.seesMessage(text);
        expect(authorId, other).to.equal(sender.userId);
      }
    });

    it(`${dialect}: a message through nginx reaches every dialect on the other node, through HAProxy`, async () => {
      const { receiver } = company.of(dialect);
      const text = `${dialect} ${randomUUID()}`;
      await receiver.post(text);
      for (const { dialect: other } of roles) {
        const { authorId } = await company.of(other).sender.seesMessage(text);
        expect(authorId, other).to.equal(receiver.userId);
      }
    });
  }

  for (const [name, door] of [
    ['HAProxy', () => haproxy],
    ['nginx', () => nginx],
  ] as const) {
    for (const path of PATHS) {
      it(`${name} opens them at ${path}`, async () => {
        const { status, headers } = await askUpgrade(door().url + path);
        expect([status, headers.upgrade]).to.deep.equal([101, 'websocket']);
      });
    }

    it(`${name} passes a subprotocol on, both ways`, async () => {
      const ann = await newPerson(door().url);
      const client = await ConsumerClient.connect(door().wsUrl, ann.token, 'subprotocol');
      expect(client.socket.protocol).to.equal('bearer');
      await client.close();
    });

    it(`${name} passes refusals on, in the words of the node`, async () => {
      const { url } = door();
      const stranger = await askUpgrade(`${url}/ws/chats/`);
      const type = stranger.headers['content-type'];
      expect([stranger.status, type]).to.deep.equal([401, 'application/problem+json']);
      expect((await askUpgrade(`${url}/ws/nowhere/`)).status).to.equal(404);
      const foreign = { origin: 'https://elsewhere.example' };
      expect((await askUpgrade(`${url}/ws/chat/`, foreign)).status).to.equal(403);
      // The own origin is known by the host, so that must arrive as it was sent.
      const own = { origin: 'https://chat.example', host: 'chat.example' };
      expect((await askUpgrade(`${url}/ws/chat/`, own)).status).to.equal(101);
    });
  }
});
