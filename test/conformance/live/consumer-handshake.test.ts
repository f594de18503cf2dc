import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { ConsumerClient } from '../../harness/consumer-client.js';
import { within } from '../../harness/deadline.js';
import { newPerson, type Person, rest } from '../../harness/people.js';
import { askUpgrade, type UpgradeAnswer } from '../../harness/upgrade.js';
import { type Deployment, openDeployment } from './deployment.js';

describe('consumer, live: handshake', () => {
  let deployment: Deployment;
  let ann: Person;
  let bob: Person;

  before(async () => {
    deployment = await openDeployment();
    const [one, two] = deployment.urls;
    [ann, bob] = [await newPerson(one, 'Ann'), await newPerson(two, 'Bob')];
  });

  after(() => deployment?.stop());

  const upgrade = (headers: Readonly<Record<string, string>> = {}): Promise<UpgradeAnswer> =>
    askUpgrade(`${deployment.urls[0]}/ws/chats/`, headers);

  it('opens with the token in the header and chooses no subprotocol', async () => {
    const { status, headers } = await upgrade({ authorization: `Bearer ${ann.token}` });
    expect(status).to.equal(101);
    expect(headers).to.not.have.property('sec-websocket-protocol');
  });

  it('opens with the token as a subprotocol and answers with bearer, never with the token', async () => {
    const { status, headers } = await upgrade({ 'sec-websocket-protocol': `bearer, ${ann.token}` });
    expect(status).to.equal(101);
    expect(headers['sec-websocket-protocol']).to.equal('bearer');
    const client = await ConsumerClient.connect(deployment.wsUrls[1], ann.token, 'subprotocol');
    expect(client.socket.protocol).to.equal('bearer');
    await client.close();
  });

  for (const [what, headers] of [
    ['no token', {}],
    ['a token that nobody issued', { authorization: 'Bearer abc.def.ghi' }],
    ['another scheme', { authorization: 'Basic YW5uOnNlY3JldA==' }],
    ['the subprotocol without a token', { 'sec-websocket-protocol': 'bearer' }],
    ['a bad token as a subprotocol', { 'sec-websocket-protocol': 'bearer, abc.def.ghi' }],
  ] as const) {
    it(`refuses ${what} with 401 and a problem`, async () => {
      const answer = await upgrade(headers);
      expect(answer.status).to.equal(401);
      expect(answer.headers['content-type']).to.match(/^application\/problem\+json/);
      expect(JSON.parse(answer.body)).to.deep.include({ status: 401, title: 'Unauthorized' });
    });
  }

  it('is in every chat of its user as soon as it opens', async () => {
    const [one, two] = deployment.urls;
    const made = await rest(one, {
      method: 'POST',
      path: '/rooms',
      token: ann.token,
      body: { type: 'group', users: [bob.id], title: 'Team' },
    });
    const client = await ConsumerClient.connect(deployment.wsUrls[1], bob.token);
    const path = `/rooms/${String(made.body.id)}/messages`;
    const body = { text: 'first' };
    const posted = await rest(two, { method: 'POST', path, token: ann.token, body });
    expect(posted.status).to.equal(201);
    const told = await client.next('new_message');
    expect(told).to.include({ chat_type: 'group', chat_id: made.body.id, message: 'first', user_id: ann.id });
    await client.close();
  });

  it('is closed with 4400 at the tenth malformed frame', async () => {
    const client = await ConsumerClient.connect(deployment.wsUrls[0], ann.token);
    for (let time = 0; time < 10; time += 1) client.socket.send('{');
    expect(await within(client.closed, 'the close')).to.equal(4400);
    expect(client.all('error').map(({ content }) => content.code)).to.deep.equal(Array(10).fill('invalid'));
  });
});
