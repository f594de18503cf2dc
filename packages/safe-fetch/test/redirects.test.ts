import type { IncomingHttpHeaders, RequestListener } from 'node:http';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { ask, reasonOf } from './support/ask.js';
import { servers } from './support/servers.js';

const allow = ['127.0.0.1'];
const SECRETS = { Authorization: 'Bearer secret', 'X-Crosstalk-Signature': 'sha256=secret', Cookie: 'a=b' };
const HARMLESS = { Accept: 'text/html', 'Accept-Language': 'de', 'User-Agent': 'preview' };

function to(location: string, status = 302): RequestListener {
  return (_, answer) => answer.writeHead(status, { location }).end('moved');
}

describe('A redirect', () => {
  const start = servers();

  for (const status of [301, 302, 303, 307, 308]) {
    it(`with status ${status} is followed for GET, and the response says where it came from`, async () => {
      const server = await start((request, answer) => {
        if (request.url === '/end?q=1') answer.end(request.method);
        else to('end?q=1', status)(request, answer);
      });
      const response = await ask({ url: `${server.url}/start` }, { allow });
      expect(response).to.include({ status: 200, url: `${server.url}/end?q=1` });
      expect(response.body.toString()).to.equal('GET');
    });

    it(`with status ${status} is not followed for POST`, async () => {
      const paths: (string | undefined)[] = [];
      const server = await start((request, answer) => {
        paths.push(request.url);
        to('/elsewhere', status)(request, answer);
      });
      const response = await ask({ url: `${server.url}/hook`, method: 'POST', body: '{}' }, { allow });
      expect(response).to.include({ status, url: `${server.url}/hook` });
      expect(response.headers.location).to.equal('/elsewhere');
      expect(paths).to.deep.equal(['/hook']);
    });
  }

  it('is followed for HEAD as HEAD', async () => {
    const methods: (string | undefined)[] = [];
    const server = await start((request, answer) => {
      methods.push(request.method);
      if (request.url === '/end') answer.writeHead(200, { 'content-encoding': 'gzip' }).end();
      else to('/end')(request, answer);
    });
    const response = await ask({ url: server.url, method: 'HEAD' }, { allow });
    expect([response.status, response.body.length]).to.deep.equal([200, 0]);
    expect(methods).to.deep.equal(['HEAD', 'HEAD']);
  });

  it('without a location is the response', async () => {
    const server = await start((_, answer) => answer.writeHead(302).end('nowhere'));
    expect((await ask({ url: server.url }, { allow })).status).to.equal(302);
  });

  it('may be followed as often as was said, and not once more', async () => {
    const server = await start((request, answer) => {
      const left = Number(request.url?.slice(1));
      if (left === 0) answer.end();
      else to(`/${left - 1}`)(request, answer);
    });
    expect(await reasonOf(ask({ url: `${server.url}/3`, maxRedirects: 3 }, { allow }))).to.equal(
      'answered 200',
    );
    const before = server.connections();
    const refused = ask({ url: `${server.url}/9`, maxRedirects: 3 }, { allow });
    expect(await reasonOf(refused)).to.equal('too_many_redirects');
    expect(server.connections() - before).to.equal(4);
  });

  it('in a circle ends', async () => {
    const server = await start((request, answer) => to(request.url === '/a' ? '/b' : '/a')(request, answer));
    expect(await reasonOf(ask({ url: `${server.url}/a` }, { allow }))).to.equal('too_many_redirects');
    expect(await reasonOf(ask({ url: server.url, maxRedirects: 0 }, { allow }))).to.equal(
      'too_many_redirects',
    );
  });
});

describe('The target of a redirect', () => {
  const start = servers();

  it('is refused when it is private, and is never connected', async () => {
    const inner = await start((_, answer) => answer.end('secret'));
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', 'inner.example.com']) {
      const outer = await start(to(`http://${host}:${inner.port}/`));
      const refused = ask({ url: outer.url }, { allow: [outer.host], resolve: async () => ['127.0.0.1'] });
      expect(await reasonOf(refused), host).to.equal('forbidden_address');
    }
    expect(inner.connections()).to.equal(0);
  });

  const REFUSED: Readonly<Record<string, readonly string[]>> = {
    forbidden_address: [
      'http://169.254.169.254/latest/meta-data/',
      '//10.0.0.1/',
      'https://192.168.0.1/',
      'http://redis:6379/',
    ],
    invalid_url: [
      'file:///etc/passwd',
      'http://2130706433/',
      '//0x7f.1/',
      'http://user:secret@93.184.216.34/',
      'http://[::1',
      'gopher://x.example.com/',
    ],
  };
  for (const [reason, locations] of Object.entries(REFUSED)) {
    for (const location of locations) {
      it(`${location} is refused as ${reason}`, async () => {
        const server = await start(to(location));
        expect(await reasonOf(ask({ url: server.url }, { allow: [server.host] }))).to.equal(reason);
      });
    }
  }

  it('may be written in unescaped UTF-8', async () => {
    const server = await start((request, answer) => {
      if (request.url === '/')
        answer.writeHead(302, { location: Buffer.from('/größe').toString('latin1') }).end();
      else answer.end(request.url);
    });
    expect((await ask({ url: server.url }, { allow })).body.toString()).to.equal('/gr%C3%B6%C3%9Fe');
  });
});

describe('The headers of a redirected request', () => {
  const start = servers();

  function recorder(seen: IncomingHttpHeaders[], next: RequestListener): RequestListener {
    return (request, answer) => {
      seen.push(request.headers);
      next(request, answer);
    };
  }

  it('stay the same on the same origin', async () => {
    const seen: IncomingHttpHeaders[] = [];
    const server = await start(
      recorder(seen, (request, answer) => {
        if (request.url === '/end') answer.end();
        else to('/end')(request, answer);
      }),
    );
    await ask({ url: server.url, headers: { ...SECRETS, ...HARMLESS } }, { allow });
    expect(seen).to.have.length(2);
    expect(seen[0]).to.include({ authorization: 'Bearer secret', 'x-crosstalk-signature': 'sha256=secret' });
    expect(seen[1]).to.deep.equal(seen[0]);
  });

  it('are only the harmless ones on another origin, and stay so on the way back', async () => {
    const seen: IncomingHttpHeaders[] = [];
    const first = await start(
      recorder(seen, (request, answer) => {
        if (request.url === '/end') answer.end();
        else to(`${second.url}/`)(request, answer);
      }),
    );
    const second = await start(recorder(seen, (request, answer) => to(`${first.url}/end`)(request, answer)));
    await ask({ url: first.url, headers: { ...SECRETS, ...HARMLESS } }, { allow });
    expect(seen).to.have.length(3);
    for (const headers of seen.slice(1)) {
      expect(headers).to.have.all.keys(
        'host',
        'connection',
        'accept-encoding',
        'accept',
        'accept-language',
        'user-agent',
      );
    }
  });

  it('never hold what frames the request, whatever the caller gives', async () => {
    const seen: IncomingHttpHeaders[] = [];
    const server = await start(recorder(seen, (_, answer) => answer.end()));
    const headers = {
      Host: 'inner',
      'Content-Length': '9',
      'Transfer-Encoding': 'chunked',
      Connection: 'upgrade',
      'Accept-Encoding': 'gzip',
      Expect: '100-continue',
    };
    await ask({ url: server.url, method: 'POST', body: '{}', headers }, { allow });
    expect(seen).to.deep.equal([
      { host: server.host, 'content-length': '2', connection: 'close', 'accept-encoding': 'identity' },
    ]);
  });
});
