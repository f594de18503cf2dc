import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import { within } from '../../../test/harness/deadline.js';
import { OtlpCollector } from '../../../test/harness/otlp-collector.js';
import { openTracer } from './open-tracer.js';

/** Takes connections and does with them what it is told. */
async function listen(take: (socket: Socket) => void): Promise<{ server: Server; url: string }> {
  const server = createServer(take).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describe('A collector that is not well', () => {
  const sockets: Socket[] = [];
  const servers: Server[] = [];

  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
    for (const server of servers.splice(0)) server.close();
  });

  it('does not keep a process from ending: what it does not take in time is dropped', async () => {
    const { server, url } = await listen((socket) => sockets.push(socket));
    servers.push(server);
    const tracer = await openTracer(url);
    tracer.root('request', { kind: 'server' })?.end();
    await within(once(server, 'connection'), 'an export');
    await within(tracer.close(), 'the end');
    expect(
      sockets.every(({ destroyed }) => !destroyed),
      'the export still waits',
    ).to.equal(true);
  });

  it('is told to the log once, however much is lost', async () => {
    const { server, url } = await listen((socket) => {
      sockets.push(socket);
      socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 6\r\n\r\nsecret');
    });
    servers.push(server);
    const lines: object[] = [];
    const tracer = await openTracer(url, {}, { info: () => undefined, warn: (fields) => lines.push(fields) });
    for (let round = 1; round <= 3; round += 1) {
      const asked = within(once(server, 'connection'), `export ${round}`);
      tracer.root('request', { kind: 'server' })?.end();
      await asked;
    }
    await tracer.close();
    expect(lines).to.have.lengthOf(1);
    expect(JSON.stringify(lines)).to.not.include('secret');
  });

  it('is sent no more than the queue holds: the rest is dropped, and nobody waits', async () => {
    const collector = await OtlpCollector.start();
    const tracer = await openTracer(collector.url, { OTEL_BSP_MAX_QUEUE_SIZE: '10' });
    for (let count = 0; count < 10_000; count += 1) tracer.root('request', { kind: 'server' })?.end();
    await tracer.close();
    await collector.stop();
    expect(collector.spans.length).to.be.within(1, 20);
  });
});
