import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { eventually } from '../../../test/harness/deadline.js';
import { ask, reasonOf } from './support/ask.js';
import { servers } from './support/servers.js';
import type { WebServer } from './support/web-server.js';

const allow = ['127.0.0.1'];
const KIB = 1_024;

/** Writes for ever, as fast as it is read. */
const flood: RequestListener = (_, answer) => {
  const write = () => {
    while (answer.write(Buffer.alloc(16 * KIB, 'x')));
  };
  answer.on('drain', write);
  write();
};

/** Headers and one byte, then nothing more. */
const stall: RequestListener = (_, answer) => {
  answer.writeHead(200);
  answer.write('x');
};

function encoded(encoding: string, body: Buffer): RequestListener {
  return (_, answer) => answer.writeHead(200, { 'content-encoding': encoding }).end(body);
}

function hungUp(server: WebServer): Promise<void> {
  return eventually('the connection was closed', () => server.open() === 0);
}

describe('The size of an answer', () => {
  const start = servers();

  it('may be exactly the bound', async () => {
    const server = await start((_, answer) => answer.end(Buffer.alloc(KIB)));
    const response = await ask({ url: server.url, maxBytes: KIB }, { allow });
    expect([response.body.length, response.truncated]).to.deep.equal([KIB, false]);
    expect(await reasonOf(ask({ url: server.url, maxBytes: KIB - 1 }, { allow }))).to.equal('too_large');
  });

  it('is refused beyond the bound while it is still coming, and the connection is closed', async () => {
    const server = await start(flood);
    expect(await reasonOf(ask({ url: server.url }, { allow }))).to.equal('too_large');
    await hungUp(server);
  });

  it('is cut at the bound when the caller wants that', async () => {
    const server = await start(flood);
    const response = await ask({ url: server.url, maxBytes: 1_000, oversize: 'truncate' }, { allow });
    expect([response.body.toString(), response.truncated]).to.deep.equal(['x'.repeat(1_000), true]);
    await hungUp(server);
  });

  it('is that of the decompressed body: a bomb is refused', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * KIB * KIB));
    expect(bomb.length).to.be.below(KIB * KIB);
    const server = await start(encoded('gzip', bomb));
    expect(await reasonOf(ask({ url: server.url, maxBytes: KIB * KIB }, { allow }))).to.equal('too_large');
    await hungUp(server);
  });

  const ENCODERS = { gzip: gzipSync, 'x-gzip': gzipSync, deflate: deflateSync, br: brotliCompressSync };
  for (const [encoding, encode] of Object.entries(ENCODERS)) {
    it(`is counted for ${encoding} from a server that compresses unasked`, async () => {
      const server = await start(encoded(encoding, encode(Buffer.alloc(KIB, 'x'))));
      const response = await ask({ url: server.url, maxBytes: KIB }, { allow });
      expect(response.body.toString()).to.equal('x'.repeat(KIB));
      expect(await reasonOf(ask({ url: server.url, maxBytes: KIB - 1 }, { allow }))).to.equal('too_large');
    });
  }

  for (const encoding of ['gzip, gzip', 'zstd', 'constructor']) {
    it(`is not known for the encoding ${encoding}`, async () => {
      const server = await start(encoded(encoding, gzipSync('x')));
      expect(await reasonOf(ask({ url: server.url }, { allow }))).to.equal('failed');
    });
  }

  it('is not known when the compressed body is broken or ends early', async () => {
    for (const body of [Buffer.from('no gzip'), gzipSync('x'.repeat(KIB)).subarray(0, 20)]) {
      const server = await start(encoded('gzip', body));
      expect(await reasonOf(ask({ url: server.url }, { allow }))).to.equal('failed');
    }
  });

  it('may be nothing, whatever the headers say of its encoding', async () => {
    const server = await start((_, answer) => answer.writeHead(204, { 'content-encoding': 'gzip' }).end());
    expect((await ask({ url: server.url }, { allow })).body.length).to.equal(0);
  });

  it('includes that of the headers', async () => {
    const server = await start((_, answer) => answer.setHeader('x-long', 'x'.repeat(8 * KIB)).end());
    expect(await reasonOf(ask({ url: server.url }, { allow }))).to.equal('answered 200');
    const strict = { allow, maxHeaderBytes: 4 * KIB };
    expect(await reasonOf(ask({ url: server.url }, strict))).to.equal('too_large');
    await hungUp(server);
  });
});

describe('The deadline of a request', () => {
  const start = servers();
  const deadlineMs = 500;

  const SLOW: Readonly<Record<string, RequestListener>> = {
    'sends no headers': () => {},
    'stops in the body': stall,
    'stops in a compressed body': (_, answer) => {
      answer.writeHead(200, { 'content-encoding': 'gzip' });
      answer.write(gzipSync('x'.repeat(KIB)).subarray(0, 12));
    },
    'sends a byte now and then': (_, answer) => {
      answer.writeHead(200);
      const drip = setInterval(() => answer.write('x'), 20);
      answer.once('close', () => clearInterval(drip));
    },
    'redirects for ever': (_, answer) => {
      answer.writeHead(302, { location: '/again' }).end();
    },
  };
  for (const [what, handler] of Object.entries(SLOW)) {
    it(`ends a server that ${what}, and its connection`, async () => {
      const server = await start(handler);
      const request = { url: server.url, deadlineMs, maxRedirects: Number.POSITIVE_INFINITY };
      expect(await reasonOf(ask(request, { allow }))).to.equal('timed_out');
      await hungUp(server);
    });
  }

  it('ends a resolver that never answers', async () => {
    const resolve = () => new Promise<never>(() => {});
    const error = await ask({ url: 'http://slow.example.com/', deadlineMs: 50 }, { resolve }).catch(
      (e: unknown) => e,
    );
    expect(error).to.include({ reason: 'timed_out', retryable: true });
  });
});

describe('A caller that gives up', () => {
  const start = servers();

  it('ends a request that was sent, and its connection', async () => {
    const giveUp = new AbortController();
    const server = await start(() => giveUp.abort());
    expect(await reasonOf(ask({ url: server.url, signal: giveUp.signal }, { allow }))).to.equal('aborted');
    await hungUp(server);
  });

  it('ends a body that is coming, and its connection', async () => {
    const giveUp = new AbortController();
    const server = await start(async (request, answer) => {
      flood(request, answer);
      await once(answer, 'drain');
      giveUp.abort();
    });
    const request = { url: server.url, maxBytes: Number.MAX_SAFE_INTEGER, signal: giveUp.signal };
    expect(await reasonOf(ask(request, { allow }))).to.equal('aborted');
    await hungUp(server);
  });

  it('before the request starts, asks nobody', async () => {
    const server = await start((_, answer) => answer.end());
    const request = { url: server.url, signal: AbortSignal.abort() };
    expect(await reasonOf(ask(request, { allow }))).to.equal('aborted');
    expect(server.connections()).to.equal(0);
  });
});
