import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { within } from '../../harness/deadline.js';
import { EngineClient } from '../../harness/engine-client.js';
import { newPerson, type Person } from '../../harness/people.js';
import { type Deployment, openDeployment } from './deployment.js';
import { PollingClient } from './polling-client.js';

const packetOf = (event: string, payload: object): string => `42${JSON.stringify([event, payload])}`;

function payloadOf(packet: string): Readonly<Record<string, unknown>> {
  const [, payload] = JSON.parse(packet.slice(2)) as [string, Readonly<Record<string, unknown>>];
  return payload;
}

describe('dialogs frames on real nodes', () => {
  let deployment: Deployment;
  let ann: Person;
  let bob: Person;

  before(async () => {
    deployment = await openDeployment();
    [ann, bob] = [await newPerson(deployment.urls[0], 'Ann'), await newPerson(deployment.urls[1], 'Bob')];
  });

  after(async () => {
    await deployment?.stop();
  });

  for (const protocol of [4, 3] as const) {
    it(`are those of Engine.IO ${protocol} on a WebSocket`, async () => {
      const client = await EngineClient.open(deployment.wsUrls[0], '/', protocol);
      if (protocol === 4) client.send('40');
      // Protocol 3 is connected to the root namespace without asking.
      const connected = await client.next('the connect packet', (packet) => packet.startsWith('40'));
      expect(connected).to.match(protocol === 4 ? /^40\{"sid":"[^"]+"\}$/ : /^40$/);

      client.send(packetOf('user.auth', { token: 'bad' }));
      const isAuthorized = (packet: string): boolean => packet.startsWith('42["on.user.authorized"');
      const refused = await client.next('the refusal', isAuthorized);
      expect(refused).to.equal('42["on.user.authorized",{"success":false,"dialogs":[],"user":null}]');
      client.send(packetOf('user.auth', { token: ann.token }));
      expect(payloadOf(await client.next('the dialogs', isAuthorized))).to.include({ success: true });

      const text = `frame ${randomUUID()}`;
      client.send(`427${JSON.stringify(['chat.start', { user_id: bob.id, text }])}`);
      const isText = (event: string) => (packet: string) =>
        packet.startsWith(`42["${event}",{`) && packet.includes(text);
      const [listed, promised, acknowledged] = [
        await client.next('the listed event', isText('on.message.new')),
        await client.next('the promised event', isText('on.messages.new')),
        await client.next('the acknowledgement', (packet) => packet.startsWith('437[{"ok":true,')),
      ];
      expect(Object.keys(payloadOf(listed))).to.have.members(['chat', 'room', 'message']);
      expect(payloadOf(promised)).to.deep.equal(payloadOf(listed));
      const [answer] = JSON.parse(acknowledged.slice(3)) as [{ message: object }];
      expect(answer.message).to.deep.equal(payloadOf(listed).message);
      if (protocol === 3) {
        client.send('2');
        await client.next('the answer to a ping', (packet) => packet === '3');
      }
      client.close();
    });

    it(`are those of Engine.IO ${protocol} by polling`, async () => {
      const client = await PollingClient.open(deployment.urls[1], protocol);
      if (protocol === 4) await client.send('40');
      await client.next('the connect packet', (packet) => packet.startsWith('40'));
      await client.send(packetOf('user.auth', { token: bob.token }));
      const authorized = await client.next('the dialogs', (packet) => packet.startsWith('42["on.user.auth'));
      expect(payloadOf(authorized)).to.include({ success: true });
      // Characters above one byte: protocol 3 counts characters, not bytes.
      const text = `привет ${randomUUID()} ✓`;
      await client.send(packetOf('chat.start', { user_id: ann.id, text }));
      const isText = (packet: string): boolean =>
        packet.startsWith('42["on.messages.new"') && packet.includes(text);
      expect(payloadOf(await client.next('the message', isText)).message).to.include({ text });
      await client.close();
    });
  }

  it('leave the page at the root to browsers', async () => {
    const response = await within(fetch(`${deployment.urls[0]}/`), 'the page');
    expect(response.status).to.equal(200);
    expect(response.headers.get('content-type')).to.match(/^text\/html/);
    await response.text();
  });
});
