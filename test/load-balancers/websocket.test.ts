import { randomUUID } from 'node:crypto';
import { describeWith } from '@crosstalk/testing';
import { expect } from 'chai';
import { after, before, it } from 'mocha';
import { Company, roles } from '../cluster/matrix/company.js';
import { ConsumerClient } from '../harness/consumer-client.js';
import type { LoadBalancer } from '../harness/load-balancer.js';
import { newPerson } from '../harness/people.js';
import { askUpgrade } from '../harness/upgrade.js';
import { balancers } from './balancers.js';

for (const { name, program, start } of balancers) {
  describeWith([program], `WebSockets through ${name}`, () => {
    let company: Company;
    let doors: LoadBalancer[];

    before(async () => {
      // A balancer for each node: so who sends is on the first for certain, who reads on the second.
      company = await Company.gather(async (cluster) => {
        const [first, second] = [await start([cluster.node(0)]), await start([cluster.node(1)])];
        doors = [first, second];
        return [first, second];
      });
    });

    after(async () => {
      await company?.leave();
      await Promise.all((doors ?? []).map((door) => door.stop()));
    });

    const url = (): string => doors[0]?.url ?? '';

    for (const { dialect } of roles) {
      it(`${dialect}: a message reaches every dialect on the other node`, async () => {
        const { sender } = company.of(dialect);
        const text = `${dialect} ${randomUUID()}`;
        await sender.post(text);
        for (const { dialect: other } of roles) {
          const { authorId } = await company.of(other).receiver.seesMessage(text);
          expect(authorId, other).to.equal(sender.userId);
        }
      });
    }

    for (const path of [
      '/ws/fsego/',
      '/',
      '/ws/chat/',
      '/?EIO=3&transport=websocket',
      '/?EIO=4&transport=websocket',
      '/socket.io/?EIO=4&transport=websocket',
    ]) {
      it(`opens at ${path}`, async () => {
        const { status, headers } = await askUpgrade(url() + path);
        expect([status, headers.upgrade]).to.deep.equal([101, 'websocket']);
      });
    }

    it('pass a subprotocol on, both ways', async () => {
      const ann = await newPerson(url());
      const client = await ConsumerClient.connect(doors[0]?.wsUrl ?? '', ann.token, 'subprotocol');
      expect(client.socket.protocol).to.equal('bearer');
      await client.close();
    });

    it('are refused in the words of the node', async () => {
      const stranger = await askUpgrade(`${url()}/ws/chats/`);
      expect([stranger.status, stranger.headers['content-type']]).to.deep.equal([
        401,
        'application/problem+json',
      ]);
      expect((await askUpgrade(`${url()}/ws/nowhere/`)).status).to.equal(404);
      const foreign = await askUpgrade(`${url()}/ws/chat/`, { origin: 'https://elsewhere.example' });
      expect(foreign.status).to.equal(403);
      // The own origin is known by the host, so that must arrive as it was sent.
      const own = { origin: 'https://chat.example', host: 'chat.example' };
      expect((await askUpgrade(`${url()}/ws/chat/`, own)).status).to.equal(101);
    });
  });
}
