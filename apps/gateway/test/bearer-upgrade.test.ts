import { once } from 'node:events';
import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Dialect } from '@crosstalk/dialect-kit';
import { ChatError, roomChannel } from '@crosstalk/domain';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { eventually, within } from '../../../test/harness/deadline.js';
import { MemoryNode, type Person } from './support/memory-node.js';
import { probeDialect } from './support/probe-dialect.js';
import { RawClient } from './support/raw-client.js';

/** By `Authorization`, or by the subprotocols `bearer, <token>`. */
const bearer: Dialect = probeDialect({
  name: 'bearer',
  transport: { kind: 'websocket', paths: ['/bearer'] },
  requiresToken: true,
  handshakeToken: ({ headers, subprotocols: [scheme, token] }) => {
    const [, given] = /^Bearer (.+)$/.exec(String(headers.authorization ?? '')) ?? [];
    return given ?? (scheme === 'bearer' ? (token ?? null) : null);
  },
  subprotocol: (offered) => (offered.includes('bearer') ? 'bearer' : null),
  greet: ({ user }) => [['welcome', { user: user.id }]],
});

interface Refused {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly problem: unknown;
}

describe('An upgrade that requires a token', () => {
  let node: MemoryNode;
  let url: string;
  let ann: Person;
  let bob: Person;

  beforeEach(async () => {
    node = new MemoryNode();
    url = `ws://${await node.listen(bearer)}/bearer`;
    [ann, bob] = [await node.person('ann'), await node.person('bob')];
  });
  afterEach(async () => {
    await node.close();
    expect(node.failures).to.deep.equal([]);
  });

  const client = (token?: string) =>
    new RawClient(url, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });

  async function refusalOf(refused: RawClient): Promise<Refused> {
    const answered = once(refused.socket, 'unexpected-response');
    const [, response] = (await within(answered, 'refusal')) as [ClientRequest, IncomingMessage];
    let body = '';
    for await (const part of response) body += String(part);
    return { status: response.statusCode, headers: response.headers, problem: JSON.parse(body) };
  }

  it('is refused without a token and with a bad one, in words for programs', async () => {
    const none = await refusalOf(client());
    expect([none.status, none.headers['content-type']]).to.deep.equal([401, 'application/problem+json']);
    expect(none.headers['www-authenticate']).to.equal('Bearer realm="crosstalk"');
    expect(none.problem).to.include({ status: 401 });
    const bad = await refusalOf(client('forged'));
    expect(bad.status).to.equal(401);
    expect(bad.headers['www-authenticate']).to.match(/^Bearer .*error="invalid_token"$/);
    expect(JSON.stringify(bad)).to.not.include('forged');
    expect(node.reception.size).to.equal(0);
  });

  it('is refused for the moment while what it needs is away', async () => {
    node.ports.members.allOf = async () => {
      throw new ChatError('unavailable', 'The database is away.');
    };
    const refused = await refusalOf(client(ann.token));
    expect([refused.status, refused.headers['retry-after']]).to.deep.equal([503, '1']);
    expect([node.reception.size, node.live.size]).to.deep.equal([0, 0]);
  });

  it('opens when its user is in all rooms, so that nothing is missed after it', async () => {
    const users = [ann.user.id];
    const { room } = await node.useCases.createRoom(node.actor(bob), { type: 'direct', users } as never);
    let subscribed: () => void = () => undefined;
    node.audiences.subscribing = new Promise((resolve) => {
      subscribed = resolve;
    });
    const connecting = client(ann.token);
    let isOpen = false;
    const opened = once(connecting.socket, 'open').then(() => {
      isOpen = true;
    });
    await eventually('the session is being made', () => node.live.size === 1);
    expect(isOpen).to.equal(false);
    subscribed();
    await within(opened, 'open');
    expect(node.audiences.audience(roomChannel(room.id)).size).to.equal(1);
    await node.useCases.postMessage(node.actor(bob), { roomId: room.id, text: 'hello' } as never);
    await connecting.next('posted');
    expect(connecting.log.all.map(([event]) => event)).to.deep.equal(['welcome', 'posted']);
  });

  it('is forgotten when the client leaves before it is answered', async () => {
    let subscribed: () => void = () => undefined;
    node.audiences.subscribing = new Promise((resolve) => {
      subscribed = resolve;
    });
    const connecting = client(ann.token);
    await eventually('the session is being made', () => node.live.size === 1);
    connecting.socket.terminate();
    subscribed();
    await eventually('nobody is left', () => node.reception.size === 0 && node.live.size === 0);
  });

  it('takes the token from the subprotocols and answers with the scheme alone', async () => {
    const browser = new RawClient(url, { subprotocols: ['bearer', ann.token] });
    await browser.next('welcome', ({ user }) => user === ann.user.id);
    expect(browser.socket.protocol).to.equal('bearer');
  });
});
