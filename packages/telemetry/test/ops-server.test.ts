import { createMetrics, createOpsServer, type OpsServer, type Readiness } from '@crosstalk/telemetry';
import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';

describe('createOpsServer', () => {
  let server: OpsServer | undefined;
  afterEach(() => server?.close());

  async function serve(ready: () => Promise<Readiness>) {
    const metrics = createMetrics({ process: false });
    server = await createOpsServer({ metrics, ready, host: '127.0.0.1', port: 0 });
    return `http://127.0.0.1:${server.port}`;
  }

  it('says that the process is alive whatever its dependencies do', async () => {
    const base = await serve(() => Promise.reject(new Error('away')));
    expect((await fetch(`${base}/healthz`)).status).to.equal(200);
  });

  it('answers 200 to /readyz when every dependency answers', async () => {
    const base = await serve(async () => ({ ok: true, checks: { mongodb: 'ok' } }));
    const answer = await fetch(`${base}/readyz`);
    expect(answer.status).to.equal(200);
    expect(await answer.json()).to.deep.equal({ status: 'ok', checks: { mongodb: 'ok' } });
  });

  it('answers 503 to /readyz and names the dependency that is away', async () => {
    const base = await serve(async () => ({ ok: false, checks: { mongodb: 'ok', redis: 'no answer' } }));
    const answer = await fetch(`${base}/readyz`);
    expect(answer.status).to.equal(503);
    expect(await answer.json()).to.deep.equal({
      status: 'unavailable',
      checks: { mongodb: 'ok', redis: 'no answer' },
    });
  });

  it('answers 503 to /readyz when the check rejects or never settles', async () => {
    expect((await fetch(`${await serve(() => Promise.reject(new Error('x')))}/readyz`)).status).to.equal(503);
    await server?.close();
    expect((await fetch(`${await serve(() => new Promise(() => {}))}/readyz`)).status).to.equal(503);
  });

  it('exposes the metrics as Prometheus text', async () => {
    const answer = await fetch(`${await serve(async () => ({ ok: true, checks: {} }))}/metrics`);
    expect(answer.headers.get('content-type')).to.match(/^text\/plain/);
    expect(await answer.text()).to.contain('# HELP crosstalk_connections ');
  });

  it('measures before it tells, and tells when that fails or takes too long', async () => {
    const metrics = createMetrics({ process: false });
    const ready = async () => ({ ok: true, checks: {} });
    let turn = 0;
    const measure = (): Promise<void> => {
      turn++;
      metrics.outboxDirtyRooms.set(turn);
      if (turn === 1) return Promise.resolve();
      return turn === 2 ? Promise.reject(new Error('away')) : new Promise(() => {});
    };
    server = await createOpsServer({ metrics, ready, measure, host: '127.0.0.1', port: 0 });
    for (const expected of [1, 2, 3]) {
      const text = await (await fetch(`http://127.0.0.1:${server.port}/metrics`)).text();
      expect(text).to.contain(`crosstalk_outbox_dirty_rooms ${expected}\n`);
    }
  });

  it('asks the dependencies at a scrape, and does not wait for one that is away', async () => {
    const metrics = createMetrics({ process: false });
    const ready = (): Promise<Readiness> => {
      metrics.dependencyUp.with({ dependency: 'mongodb' }).set(0);
      return new Promise(() => {});
    };
    server = await createOpsServer({ metrics, ready, host: '127.0.0.1', port: 0 });
    const text = await (await fetch(`http://127.0.0.1:${server.port}/metrics`)).text();
    expect(text).to.contain('crosstalk_dependency_up{dependency="mongodb"} 0\n');
  });

  it('leaves what is below /board to the board, of any method', async () => {
    const metrics = createMetrics({ process: false });
    const asked: string[] = [];
    server = await createOpsServer({
      metrics,
      ready: async () => ({ ok: true, checks: {} }),
      host: '127.0.0.1',
      port: 0,
      board: ({ method, url }, response) => {
        asked.push(`${method} ${url}`);
        response.end();
      },
    });
    for (const [method, path] of [
      ['GET', '/board'],
      ['PUT', '/board/api?x=1'],
      ['GET', '/boards'],
    ] as const) {
      await fetch(`http://127.0.0.1:${server.port}${path}`, { method });
    }
    expect(asked).to.deep.equal(['GET /board', 'PUT /board/api?x=1']);
  });

  it('has nothing else and takes nothing', async () => {
    const base = await serve(async () => ({ ok: true, checks: {} }));
    expect((await fetch(`${base}/`)).status).to.equal(404);
    expect((await fetch(`${base}/metrics`, { method: 'POST' })).status).to.equal(405);
  });

  it('rejects when its port is taken', async () => {
    const { port } = new URL(await serve(async () => ({ ok: true, checks: {} })));
    const metrics = createMetrics({ process: false });
    const second = createOpsServer({
      metrics,
      ready: async () => ({ ok: true, checks: {} }),
      host: '127.0.0.1',
      port: Number(port),
    });
    expect(await second.catch((error: NodeJS.ErrnoException) => error.code)).to.equal('EADDRINUSE');
  });
});
