import { createServer } from 'node:net';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { eventually } from '../../../test/harness/deadline.js';
import { ask, reasonOf } from './support/ask.js';
import { servers } from './support/servers.js';

const allow = ['127.0.0.1'];

describe('An answer', () => {
  const start = servers();

  it('comes with status, headers, URL and body, and the connection is closed', async () => {
    const server = await start((_, answer) => {
      answer.writeHead(418, { 'X-One': '1', 'Set-Cookie': ['a=1', 'b=2'] }).end('short');
    });
    const response = await ask({ url: `${server.url}/tea?pot=1` }, { allow });
    expect(response).to.include({ status: 418, url: `${server.url}/tea?pot=1`, truncated: false });
    expect(response.headers).to.include({ 'x-one': '1', 'set-cookie': 'a=1, b=2' });
    expect(response.body.toString()).to.equal('short');
    await eventually('the connection was closed', () => server.open() === 0);
  });

  it('follows a body that arrived whole', async () => {
    const server = await start(async (request, answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      answer.end(`${request.method} ${request.headers['content-type']} ${Buffer.concat(chunks)}`);
    });
    const headers = { 'Content-Type': 'application/json' };
    const response = await ask({ url: server.url, method: 'POST', headers, body: '{"größe":1}' }, { allow });
    expect(response.body.toString()).to.equal('POST application/json {"größe":1}');
  });

  it('of another type than the caller accepts is not read', async () => {
    const server = await start((_, answer) => {
      answer.writeHead(200, { 'content-type': 'video/mp4' });
      answer.write('x');
    });
    const accept = (type: string) => type.startsWith('text/html');
    expect(await reasonOf(ask({ url: server.url, accept }, { allow }))).to.equal('wrong_type');
    await eventually('the connection was closed', () => server.open() === 0);
  });

  it('that is no success may be of any type', async () => {
    const server = await start((_, answer) => answer.writeHead(404, { 'content-type': 'text/plain' }).end());
    expect((await ask({ url: server.url, accept: () => false }, { allow })).status).to.equal(404);
  });

  const BROKEN: Readonly<Record<string, string>> = {
    'is no HTTP': 'SSH-2.0-OpenSSH_9.6\r\n',
    'is nothing': '',
    'changes the protocol':
      'HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n',
    'ends before its length': 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nshort',
    'ends within a chunk': 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nff\r\nshort',
    'has two lengths': 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab',
  };
  for (const [what, bytes] of Object.entries(BROKEN)) {
    it(`that ${what} is none`, async () => {
      const server = createServer((socket) => {
        socket.on('error', () => {});
        socket.once('data', () => socket.end(bytes));
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as { port: number };
      const error = await ask({ url: `http://127.0.0.1:${port}/` }, { allow }).catch(
        (reason: unknown) => reason,
      );
      server.close();
      expect(error).to.include({
        reason: 'failed',
        retryable: true,
        message: 'The server could not be reached or did not answer properly.',
      });
    });
  }

  it('is none where nobody listens', async () => {
    const server = await start(() => {});
    await server.close();
    expect(await reasonOf(ask({ url: server.url }, { allow }))).to.equal('failed');
  });
});
