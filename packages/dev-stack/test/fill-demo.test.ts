import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { fillDemo } from '../src/demo/fill-demo.js';
import { temporaryFolders } from './temporary-folders.js';

interface Body {
  readonly email: string;
  readonly password: string;
  readonly title: string;
  readonly text: string;
}

describe('--demo', () => {
  const newFolder = temporaryFolders();
  const people = new Map<string, string>();
  const rooms: { id: number; title: string }[] = [];
  const messages: string[] = [];
  let server: Server;
  let base: string;

  /** The part of the REST API that the demo needs. */
  const answer = (path: string, { email, password, title, text }: Body): [number, object] => {
    const session = { user: { id: [...people.keys()].indexOf(email) + 1 }, access_token: email };
    if (path === 'POST auth/login') return people.get(email) === password ? [200, session] : [401, {}];
    if (path === 'POST auth/register') {
      people.set(email, password);
      return [201, { ...session, user: { id: people.size } }];
    }
    if (path === 'GET rooms') return [200, { items: rooms, next: null }];
    if (path === 'POST rooms') {
      rooms.push({ id: rooms.length + 1, title });
      return [201, { id: rooms.length }];
    }
    messages.push(text);
    return [201, {}];
  };

  before(async () => {
    server = createServer(async (request: IncomingMessage, response) => {
      const body = request.method === 'POST' ? await json(request) : {};
      const path = `${request.method} ${request.url?.replace('/api/v1/', '')}`;
      const [status, content] = answer(path, body as Body);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());

  it('makes people, rooms and messages once, with random passwords that it keeps', async () => {
    const file = join(await newFolder(), 'demo.json');
    const first = await fillDemo(base, file);
    expect((await stat(file)).mode & 0o777).to.equal(0o600);
    expect(new Set(first.map(({ password }) => password)).size).to.equal(first.length);
    const made = { people: people.size, rooms: rooms.length, messages: messages.length };
    expect(made).to.deep.equal({ people: 3, rooms: 2, messages: 7 });
    expect(await fillDemo(base, file)).to.deep.equal(first);
    expect({ people: people.size, rooms: rooms.length, messages: messages.length }).to.deep.equal(made);
  });
});
