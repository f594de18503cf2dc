import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import WebSocket from 'ws';
import { CasamsaClient } from '../harness/casamsa-client.js';
import { ChannelsClient } from '../harness/channels-client.js';
import { Cluster } from '../harness/cluster.js';
import { eventually } from '../harness/deadline.js';
import { rest } from '../harness/people.js';

interface Session {
  readonly id: number;
  readonly accessToken: string;
  readonly refreshToken: string;
}

describe('What the processes log, at the most talkative level', () => {
  let cluster: Cluster;
  /** What must stand in no line: what it is and the text. */
  const secrets = new Map<string, string>();

  before(async () => {
    cluster = await Cluster.start({ gateways: 2, worker: true, environment: { LOG_LEVEL: 'trace' } });
  });

  after(async () => {
    await cluster?.stop();
  });

  const secret = (what: string): string => {
    const text = `secret-${randomUUID()}`;
    secrets.set(what, text);
    return text;
  };
  const keep = (who: string, body: Readonly<Record<string, unknown>>): Session => {
    const {
      user,
      access_token: accessToken,
      refresh_token: refreshToken,
    } = body as never as {
      user: { id: number };
      access_token: string;
      refresh_token: string;
    };
    secrets.set(`access token of ${who}`, accessToken);
    secrets.set(`refresh token of ${who}`, refreshToken);
    return { id: user.id, accessToken, refreshToken };
  };

  async function join(who: string): Promise<Session> {
    const { url } = cluster.node(0);
    const password = secret(`password of ${who}`);
    const email = `${secret(`address of ${who}`)}@example.com`;
    const registered = await rest(url, {
      method: 'POST',
      path: '/auth/register',
      body: { email, password, first_name: who },
    });
    keep(who, registered.body);
    const wrong = secret(`mistyped password of ${who}`);
    await rest(url, { method: 'POST', path: '/auth/login', body: { email, password: wrong } });
    const loggedIn = await rest(url, { method: 'POST', path: '/auth/login', body: { email, password } });
    const { refreshToken } = keep(`${who} after the login`, loggedIn.body);
    const refreshed = await rest(url, {
      method: 'POST',
      path: '/auth/refresh',
      body: { refresh_token: refreshToken },
    });
    await rest(url, { method: 'POST', path: '/auth/refresh', body: { refresh_token: refreshToken } });
    await rest(url, { method: 'POST', path: '/auth/register', body: { email, password, first_name: who } });
    expect(refreshed.status).to.equal(200);
    return keep(`${who} after the refresh`, refreshed.body);
  }

  it('holds no token, no password, no address and nobody’s words, whether the request succeeds or fails', async () => {
    const [ann, bob] = [await join('Ann'), await join('Bob')];
    const annSocket = await ChannelsClient.connect(cluster.node(0).url, ann.accessToken);
    const bobSocket = await CasamsaClient.connect(cluster.node(1).wsUrl, bob.accessToken);
    const { channel } = await annSocket.does<{ channel: { id: number } }>('channel-create', {
      type: 'group',
      users: [bob.id],
      title: secret('title'),
    });
    const channelId = channel.id;
    const clientId = randomUUID();
    const send = { channelId, text: secret('message by Socket.IO'), clientId };
    const { message } = await annSocket.does<{ message: { id: number } }>('message-send', send);
    await bobSocket.next('new_message');
    const conflict = { ...send, text: secret('other text under the same client id') };
    expect((await annSocket.ask('message-send', conflict)).error?.code).to.equal('conflict');
    await annSocket.does('message-edit', { messageId: message.id, text: secret('edit') });
    await annSocket.ask('message-send', { channelId: 0, text: secret('message to a wrong id') });
    await annSocket.ask('message-send', { channelId: 999_999, text: secret('message to nowhere') });
    await annSocket.ask('no-such-event', { text: secret('unknown event') });
    await annSocket.ask('messages-search', { q: secret('search') });
    await annSocket.ask('auth', { data: secret('garbage for a token') });
    const file = Buffer.from(secret('file')).toString('base64');
    secrets.set('file as base64', file);
    await bobSocket.ask('send_message', {
      chat: channelId,
      text: secret('message by raw WebSocket'),
      files: [{ name: `${secret('file name')}.txt`, data: file }],
    });
    bobSocket.send(`{"method":"send_message","args":{"text":"${secret('broken JSON')}"`);
    bobSocket.send({ method: 'auth', access_token: secret('garbage for a raw token') });
    const request = { method: 'POST', path: `/rooms/${channelId}/messages`, token: ann.accessToken };
    await rest(cluster.node(1).url, { ...request, body: { text: secret('message by REST') } });
    await rest(cluster.node(1).url, { ...request, body: { text: [secret('message of a wrong type')] } });
    await rest(cluster.node(1).url, {
      path: `/search?q=${secret('search by REST')}`,
      token: ann.accessToken,
    });
    await rest(cluster.node(1).url, { path: '/me', token: secret('garbage for a bearer token') });
    const refused = new WebSocket(`${cluster.node(0).wsUrl}/nowhere?token=${secret('token in a URL')}`);
    await new Promise((resolve) => refused.once('error', resolve));
    await eventually('the side effects', async () => {
      const { body } = await rest(cluster.node(0).url, { path: '/rooms', token: ann.accessToken });
      return (body.items as { last_message: { text: string } }[])[0]?.last_message.text !== undefined;
    });
    annSocket.close();
    bobSocket.close();

    const nodes = [...cluster.gateways, ...(cluster.worker ? [cluster.worker] : [])];
    for (const node of nodes) expect(await node.stop()).to.equal(0);
    const lines = nodes.flatMap(({ output }) => output);
    expect(lines.length).to.be.above(10);
    for (const [what, text] of secrets) {
      expect(
        lines.filter((line) => line.includes(text)),
        what,
      ).to.deep.equal([]);
    }
  });

  it('is one JSON object a line, with who says it', () => {
    const nodes = [...cluster.gateways, ...(cluster.worker ? [cluster.worker] : [])];
    for (const { log, output } of nodes) {
      expect(log.length).to.equal(output.length);
      for (const line of log) expect(line).to.include.all.keys('level', 'time', 'service', 'node', 'msg');
    }
  });
});
