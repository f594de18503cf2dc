import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { ask, reasonOf } from './support/ask.js';
import { selfSigned } from './support/certificate.js';
import { servers } from './support/servers.js';

const NAME = 'hook.example.com';
const certificate = selfSigned(NAME);
const client = { allow: ['127.0.0.1'], resolve: async () => ['127.0.0.1'], ca: [certificate.cert] };

describe('An https URL', () => {
  const start = servers();
  const secure = (handler: RequestListener) => start(handler, (each) => createServer(certificate, each));

  it('is asked at the checked address, with the name in the certificate', async () => {
    const server = await secure((request, answer) => answer.end(request.headers.host));
    const url = `https://${NAME}:${server.port}/`;
    const response = await ask({ url }, { ...client, requireHttps: true });
    expect(response.body.toString()).to.equal(`${NAME}:${server.port}`);
  });

  it('fails when the certificate is not trusted or is for another name', async () => {
    const server = await secure((_, answer) => answer.end());
    const { allow, resolve } = client;
    const untrusted = ask({ url: `https://${NAME}:${server.port}/` }, { allow, resolve });
    expect(await reasonOf(untrusted)).to.equal('failed');
    for (const host of ['other.example.com', '127.0.0.1']) {
      expect(await reasonOf(ask({ url: `https://${host}:${server.port}/` }, client)), host).to.equal(
        'failed',
      );
    }
  });

  it('does not lead to an http URL, not even on the same host', async () => {
    const plain = await start((_, answer) => answer.end());
    for (const location of [plain.url, `http://${NAME}:${plain.port}/`]) {
      const server = await secure((_, answer) => answer.writeHead(301, { location }).end());
      const refused = ask({ url: `https://${NAME}:${server.port}/` }, client);
      expect(await reasonOf(refused)).to.equal('forbidden_redirect');
    }
    expect(plain.connections()).to.equal(0);
  });

  it('may be where an http URL leads', async () => {
    const server = await secure((_, answer) => answer.end('safe'));
    const location = `https://${NAME}:${server.port}/`;
    const plain = await start((_, answer) => answer.writeHead(301, { location }).end());
    expect(await ask({ url: plain.url }, client)).to.include({ status: 200, url: location });
  });

  it('is not left for an http URL by a loop that begins with http', async () => {
    const plain = await start((_, answer) => answer.writeHead(301, { location: `${secured.origin}/` }).end());
    const server = await secure((_, answer) => answer.writeHead(301, { location: plain.url }).end());
    const secured = new URL(`https://${NAME}:${server.port}/`);
    expect(await reasonOf(ask({ url: plain.url }, client))).to.equal('forbidden_redirect');
    expect(plain.connections()).to.equal(1);
  });
});
