import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { ChannelsClient } from '../harness/channels-client.js';
import { Cluster } from '../harness/cluster.js';
import { eventually } from '../harness/deadline.js';
import { newPerson, type Person, rest } from '../harness/people.js';

interface Room {
  readonly id: number;
  readonly type: string;
  readonly title: string | null;
  readonly member_count: number;
  readonly unread: number;
  readonly last_message: { readonly text: string } | null;
}

describe('REST beside the sockets', () => {
  let cluster: Cluster;
  let ann: Person;
  let bob: Person;
  let bobSocket: ChannelsClient;

  before(async () => {
    cluster = await Cluster.start({ gateways: 2, worker: true });
    [ann, bob] = await Promise.all([
      newPerson(cluster.node(0).url, 'Ann'),
      newPerson(cluster.node(1).url, 'Bob'),
    ]);
    bobSocket = await ChannelsClient.connect(cluster.node(1).url, bob.token);
  });

  after(async () => {
    bobSocket?.close();
    await cluster?.stop();
  });

  const asAnn = (method: string, path: string, body?: unknown) =>
    rest(cluster.node(0).url, { method, path, token: ann.token, ...(body === undefined ? {} : { body }) });
  const asBob = (method: string, path: string, body?: unknown) =>
    rest(cluster.node(1).url, { method, path, token: bob.token, ...(body === undefined ? {} : { body }) });
  const newRoom = async (title: string): Promise<number> => {
    const { body } = await asAnn('POST', '/rooms', { type: 'group', users: [bob.id], title });
    return body.id as number;
  };

  it('keeps an idle connection for longer than clients and load balancers do', async () => {
    const response = await fetch(`${cluster.node(0).url}/api/v1/me`);
    await response.text();
    const [, seconds] = /timeout=(\d+)/.exec(response.headers.get('keep-alive') ?? '') ?? [];
    expect(Number(seconds)).to.be.above(60);
  });

  it('opens a direct room once, whoever asks and wherever', async () => {
    const first = await asAnn('POST', '/rooms', { type: 'direct', users: [bob.id] });
    const again = await asBob('POST', '/rooms', { type: 'direct', users: [ann.id] });
    expect([first.status, again.status]).to.deep.equal([201, 200]);
    expect(again.body.id).to.equal(first.body.id);
    const told = await bobSocket.next('channel-created', ({ id }) => id === first.body.id);
    expect(told.data).to.deep.include({ type: 'direct', memberCount: 2 });
  });

  it('is heard live by a socket on the other node, and takes a retry for the same message', async () => {
    const room = await newRoom('live');
    const send = { text: 'by REST', client_id: randomUUID() };
    const first = await asAnn('POST', `/rooms/${room}/messages`, send);
    const retry = await rest(cluster.node(1).url, {
      method: 'POST',
      path: `/rooms/${room}/messages`,
      token: ann.token,
      body: send,
    });
    expect([first.status, retry.status]).to.deep.equal([201, 200]);
    expect(retry.body.id).to.equal(first.body.id);
    const told = await bobSocket.next('message-created', ({ channelId }) => channelId === room);
    expect(told.data).to.deep.include({ id: first.body.id, text: 'by REST', seq: 1 });
    const conflict = await asAnn('POST', `/rooms/${room}/messages`, { ...send, text: 'another' });
    expect([conflict.status, conflict.contentType]).to.deep.equal([409, 'application/problem+json']);
  });

  it('counts what is unread, and tells the sockets when it is read', async () => {
    const room = await newRoom('unread');
    for (const text of ['one', 'two', 'three']) await asAnn('POST', `/rooms/${room}/messages`, { text });
    const bobsView = async (): Promise<Room | undefined> => {
      const { body } = await asBob('GET', '/rooms');
      return (body.items as Room[]).find(({ id }) => id === room);
    };
    expect(await bobsView()).to.deep.include({ unread: 3, member_count: 2 });
    expect((await bobsView())?.last_message?.text).to.equal('three');
    const read = await asBob('POST', `/rooms/${room}/read`, { seq: 2 });
    expect([read.status, read.body]).to.deep.equal([200, { read_seq: 2, unread: 1 }]);
    const told = await bobSocket.next('unread-changed', ({ channelId }) => channelId === room);
    expect(told.data).to.deep.include({ unread: 1 });
    expect(await bobsView()).to.deep.include({ unread: 1 });
  });

  it('pages through history from both ends', async () => {
    const room = await newRoom('history');
    for (let index = 1; index <= 7; index += 1)
      await asAnn('POST', `/rooms/${room}/messages`, { text: `m${index}` });
    const page = async (query: string): Promise<number[]> => {
      const { status, body } = await asBob('GET', `/rooms/${room}/messages?${query}`);
      expect(status).to.equal(200);
      return (body.items as { seq: number }[]).map(({ seq }) => seq);
    };
    expect(await page('limit=3')).to.deep.equal([7, 6, 5]);
    expect(await page('limit=3&before=5')).to.deep.equal([4, 3, 2]);
    expect(await page('limit=3&after=2')).to.deep.equal([3, 4, 5]);
    expect(await page('after=7')).to.deep.equal([]);
  });

  it('finds messages by their words, of one’s own rooms only', async () => {
    const word = `word${randomUUID().slice(0, 8)}`;
    const room = await newRoom('search');
    const sent = await asAnn('POST', `/rooms/${room}/messages`, { text: `here is ${word} for you` });
    const found = async (as: typeof asAnn): Promise<number[]> =>
      ((await as('GET', `/search?q=${word}`)).body.items as { id: number }[]).map(({ id }) => id);
    await eventually('the message in the index', async () => (await found(asBob)).length > 0);
    expect(await found(asBob)).to.deep.equal([sent.body.id]);
    const eve = await newPerson(cluster.node(1).url, 'Eve');
    const asEve: typeof asAnn = (method, path) =>
      rest(cluster.node(1).url, { method, path, token: eve.token });
    expect(await found(asEve)).to.deep.equal([]);
  });

  it('turns refresh tokens over, on any node, and ends the family when one is replayed', async () => {
    const eve = await newPerson(cluster.node(0).url, 'Eve');
    const refresh = (node: number, token: string) =>
      rest(cluster.node(node).url, { method: 'POST', path: '/auth/refresh', body: { refresh_token: token } });
    const second = await refresh(1, eve.refreshToken);
    expect(second.status).to.equal(200);
    expect(second.body.refresh_token).to.not.equal(eve.refreshToken);
    expect((await refresh(0, eve.refreshToken)).status).to.equal(401);
    expect((await refresh(1, String(second.body.refresh_token))).status).to.equal(401);
  });

  it('lets in browsers of known origins only, on HTTP and on upgrades', async () => {
    const { url } = cluster.node(0);
    const from = (origin: string) => fetch(`${url}/api/v1/openapi.json`, { headers: { origin } });
    const own = await from(url);
    expect([own.status, own.headers.get('access-control-allow-origin')]).to.deep.equal([200, url]);
    expect((await from('https://evil.example')).status).to.equal(403);
    const polling = `${url}/socket.io/?EIO=4&transport=polling`;
    const foreign = await fetch(polling, { headers: { origin: 'https://evil.example' } });
    expect(foreign.status).to.be.within(400, 403);
    expect((await fetch(polling, { headers: { origin: url } })).status).to.equal(200);
  });

  it('answers each route of its own document, and only those', async () => {
    const response = await fetch(`${cluster.node(0).url}/api/v1/openapi.json`);
    const { paths } = (await response.json()) as { paths: Record<string, object> };
    expect(Object.keys(paths).length).to.be.above(15);
    for (const [path, methods] of Object.entries(paths)) {
      const filled = path.replace(/^\/api\/v1/, '').replaceAll(/\{[^}]+\}/g, '987654321');
      for (const method of Object.keys(methods).filter((key) => /^(get|put|post|patch|delete)$/.test(key))) {
        const { status, body } = await rest(cluster.node(0).url, {
          method: method.toUpperCase(),
          path: filled,
        });
        expect(body.code, `${method} ${filled}`).to.not.be.oneOf(['route_not_found', 'method_not_allowed']);
        expect(status, `${method} ${filled}`).to.be.below(500);
      }
    }
  });
});
