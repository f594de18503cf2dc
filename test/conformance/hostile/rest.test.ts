import { once } from 'node:events';
import { connect } from 'node:net';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { within } from '../../harness/deadline.js';
import { HostileStage } from './hostile-stage.js';
import { HOSTILE_REQUESTS } from './rest-requests.js';

interface Problem {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly fields?: object;
}

describe('REST: hostile requests on the wire', () => {
  let stage: HostileStage;

  before(async () => {
    stage = await HostileStage.start();
  });

  after(async () => {
    await stage?.stop();
  });

  const ask = (path: string, init: RequestInit & { token?: string | null } = {}): Promise<Response> => {
    const { token = stage.mallory.token, headers, ...rest } = init;
    return fetch(`${stage.cluster.node(0).url}/api/v1${path}`, {
      ...rest,
      headers: {
        'content-type': 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(headers as Record<string, string> | undefined),
      },
    });
  };
  const problemOf = async (response: Response): Promise<Problem> => {
    expect(response.headers.get('content-type')).to.contain('application/problem+json');
    const problem = (await response.json()) as Problem;
    expect(problem.status).to.equal(response.status);
    expect(problem.title).to.be.a('string');
    expect(JSON.stringify(problem)).to.not.match(/mongo|redis|node_modules|\.[jt]s:\d+/i);
    return problem;
  };

  for (const [request, body, status, field] of HOSTILE_REQUESTS) {
    const title = `${request.slice(0, 60)} ${body?.slice(0, 60) ?? ''}`;
    it(`answers ${title} with ${status} ${field ?? ''}`, async () => {
      const [method = 'GET', path = '/'] = stage.fill(request).split(/ (.*)/s);
      const response = await ask(path, { method, ...(body === null ? {} : { body: stage.fill(body) }) });
      expect(response.status).to.equal(status);
      const { fields } = await problemOf(response);
      expect(Object.keys(fields ?? {}).join(',')).to.equal(field ?? '');
      await stage.expectUnharmed();
    });
  }

  it('takes no body that is not JSON in UTF-8, whatever it says of itself', async () => {
    const send = (body: string | Buffer, contentType: string) =>
      ask(`/rooms/${stage.chat}/messages`, {
        method: 'POST',
        body,
        headers: { 'content-type': contentType },
      });
    const form = await send('text=x', 'application/x-www-form-urlencoded');
    expect(form.status).to.equal(415);
    await problemOf(form);
    const latin1 = await send(Buffer.from([0x7b, 0x22, 0xe4, 0x22, 0x3a, 0x31, 0x7d]), 'application/json');
    expect(latin1.status).to.equal(422);
    await problemOf(latin1);
    await stage.expectUnharmed();
  });

  it('lets in nobody whose token is none', async () => {
    const [header, payload] = stage.mallory.token.split('.');
    const unsigned = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    const tokens = [null, '', 'x', `${header}.${payload}.`, `${unsigned}.${payload}.`, 't'.repeat(10_000)];
    for (const token of tokens) {
      const response = await ask(`/rooms/${stage.chat}`, { token });
      expect(response.status, String(token).slice(0, 40)).to.equal(401);
      expect(response.headers.get('www-authenticate')).to.contain('Bearer');
      await problemOf(response);
    }
    await stage.expectUnharmed();
  });

  it('survives what is no HTTP, and bodies that end too early', async () => {
    const { port } = stage.cluster.node(0);
    const lies = [
      'hello\r\n\r\n',
      'GET /api/v1/me HTTP/9.9\r\n\r\n',
      `GET /api/v1/me HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`,
      'GET http://[ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      'POST /api/v1/rooms HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}',
      'POST /api/v1/rooms HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n{}',
      'GET /ws/chat/ HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
      'GET /ws/chat/ HTTP/1.1\r\nHost: x\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n',
      'GET /nowhere HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
    ];
    for (const lie of lies) {
      const socket = connect(port, '127.0.0.1').on('error', () => undefined);
      socket.end(lie);
      const [answer] = (await within(once(socket, 'data'), lie.slice(0, 50))) as [Buffer];
      expect(answer.toString(), lie.slice(0, 50)).to.match(/^HTTP\/1\.1 4\d\d /);
      socket.destroy();
    }
    const cutShort = connect(port, '127.0.0.1').on('error', () => undefined);
    const headers = `Authorization: Bearer ${stage.mallory.token}\r\nContent-Type: application/json\r\nContent-Length: 500`;
    cutShort.write(
      `POST /api/v1/rooms/${stage.chat}/messages HTTP/1.1\r\nHost: x\r\n${headers}\r\n\r\n{"text":`,
    );
    await within(once(cutShort, 'connect'), 'the connection');
    cutShort.destroy();
    expect((await ask('/me')).status).to.equal(200);
    await stage.expectUnharmed();
  });
});
