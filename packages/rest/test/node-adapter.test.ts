import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseConfig } from '@crosstalk/config';
import { type Actor, type Attachment, ChatError, type UseCases } from '@crosstalk/domain';
import { API_PREFIX, handleRest, MAX_JSON_BYTES, type RestDeps, restSettings } from '@crosstalk/rest';
import { createMemoryPorts } from '@crosstalk/testing';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';

const BYTES = 3_000_000;

/** Just what these tests need of the domain. */
const useCases = {
  authenticate: async () => ({ actor: { userId: 1, tenant: 'default', scopes: [] } as unknown as Actor }),
  createRoom: () => Promise.reject(new ChatError('forbidden', 'Not now.')),
  openFile: async () => ({
    file: { name: 'film.mp4', contentType: 'video/mp4', size: BYTES, status: 'ready' } as Attachment,
    content: {
      size: BYTES,
      contentType: 'video/mp4',
      etag: 'x',
      read: () => Readable.from([Buffer.alloc(BYTES - 1), Buffer.alloc(1)]),
    },
  }),
} as unknown as UseCases;

function deps(): RestDeps {
  const { rateLimiter, clock } = createMemoryPorts();
  const settings = parseConfig(restSettings, {});
  const links = { urlFor: () => '', verify: () => true };
  return {
    useCases,
    links,
    rateLimiter,
    clock,
    settings,
    publicUrl: 'http://localhost',
    onDefect: () => undefined,
  };
}

/** The whole of an adapter: what a server has to do for the routes. */
async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://localhost');
  const { method = 'GET', headers } = request;
  const body = request.iterator({ destroyOnReturn: false });
  const path = pathname.slice(API_PREFIX.length);
  const answer = await handleRest({ method, path, query, headers, body, address: '' }, deps());
  response.writeHead(answer.status, answer.headers);
  if (answer.body === null || typeof answer.body === 'string') response.end(answer.body);
  else await pipeline(answer.body, response);
}

describe('the routes behind a real server', () => {
  let server: Server;
  let base: string;
  before(async () => {
    server = createServer((request, response) => void serve(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}${API_PREFIX}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  const post = (body: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
    fetch(`${base}/rooms`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', authorization: 'Bearer x', ...headers },
    });

  it('answer 413 to a body over the limit without tearing the connection down first', async () => {
    const response = await post(new Uint8Array(40 * MAX_JSON_BYTES));
    expect(response.status).to.equal(413);
    expect(await response.json()).to.include({ code: 'too_large' });
  });

  it('answer a small body that no one read, and the connection goes on', async () => {
    const unknown = await post(new Uint8Array(1_000), { authorization: '' });
    expect(unknown.status).to.equal(401);
    expect((await post(new Uint8Array(0))).status).to.equal(422);
  });

  it('stream files whole', async () => {
    const response = await fetch(`${base}/files/5/content?expires=1&signature=x`);
    expect(response.headers.get('content-type')).to.equal('video/mp4');
    expect((await response.arrayBuffer()).byteLength).to.equal(BYTES);
  });

  it('have headers that node accepts, whatever a file is called', async () => {
    const head = await fetch(`${base}/files/5/content?expires=1&signature=x`, { method: 'HEAD' });
    expect(head.headers.get('content-disposition')).to.contain('film.mp4');
  });
});
