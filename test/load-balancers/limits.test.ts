import { once } from 'node:events';
import { describeWith } from '@crosstalk/testing';
import { expect } from 'chai';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import WebSocket from 'ws';
import { Cluster } from '../harness/cluster.js';
import { eventually, within } from '../harness/deadline.js';
import type { LoadBalancer } from '../harness/load-balancer.js';
import { balancers } from './balancers.js';
import { requestFrom } from './request-from.js';

const LIMIT = 3;
const [HERE, THERE] = ['127.0.8.1', '127.0.8.2'];

describe('Limits of connections', () => {
  let cluster: Cluster;
  let door: LoadBalancer | null = null;
  let sockets: WebSocket[];

  before(async () => {
    cluster = await Cluster.start({ gateways: 1 });
  });

  after(() => cluster?.stop());

  beforeEach(() => {
    sockets = [];
  });

  afterEach(async () => {
    for (const socket of sockets) socket.terminate();
    await door?.stop();
    door = null;
  });

  /** Tries until it is let in: a connection that was closed a moment ago may still be counted. */
  const open = (localAddress: string): Promise<void> =>
    eventually('a WebSocket that is let in', async () => {
      const socket = new WebSocket(`${door?.wsUrl}/ws/chat/`, { localAddress });
      const isOpen = new Promise<boolean>((resolve) => {
        socket.once('open', () => resolve(true));
        socket.on('error', () => resolve(false));
      });
      if (!(await within(isOpen, 'the answer to an upgrade'))) return false;
      sockets.push(socket);
      return true;
    });

  const openMany = async (localAddress: string): Promise<void> => {
    for (let count = 0; count < LIMIT; count += 1) await open(localAddress);
  };

  const ask = (localAddress: string) => requestFrom(`${door?.url}/docs`, { localAddress });

  /** The socket still carries frames, both ways. */
  const works = async (socket: WebSocket | undefined): Promise<void> => {
    const answer = once(socket as WebSocket, 'message');
    socket?.send('{}');
    await within(answer, 'the answer to a frame');
  };

  for (const { name, program, start } of balancers) {
    describeWith([program], `of ${name}`, () => {
      it('for one address refuse in words, harm no one else, and let in again', async () => {
        door = await start(cluster.gateways, { ADDRESS_CONNECTIONS: `${LIMIT}` });
        await openMany(HERE);
        const { status, headers, text } = await ask(HERE);
        expect(status).to.equal(429);
        expect(headers).to.include({ 'content-type': 'application/problem+json', 'retry-after': '10' });
        expect(JSON.parse(text)).to.include({ status: 429, title: 'Too Many Requests' });
        await works(sockets[0]);
        expect((await ask(THERE)).status).to.equal(200);
        sockets[0]?.close();
        await eventually('somebody let in again', async () => (await ask(HERE)).status === 200);
      });

      it('for all refuse in words, harm no one who is in, and let in again', async () => {
        door = await start(cluster.gateways, { CONNECTIONS: `${LIMIT}` });
        await openMany(HERE);
        const { status, headers, text } = await ask(THERE);
        // The limits of nginx share one status.
        expect(status).to.equal(name === 'nginx' ? 429 : 503);
        expect(headers).to.include({ 'content-type': 'application/problem+json', 'retry-after': '10' });
        expect(JSON.parse(text)).to.include({ status });
        await works(sockets[0]);
        sockets[0]?.close();
        await eventually('somebody let in again', async () => (await ask(THERE)).status === 200);
      });
    });
  }

  describeWith(['haproxy'], 'of a gateway behind HAProxy', () => {
    it('refuse in words after a wait, and let in again', async () => {
      const [haproxy] = balancers;
      const environment = { GATEWAY_CONNECTIONS: '1', QUEUE_TIMEOUT: '200ms' };
      door = (await haproxy?.start(cluster.gateways, environment)) ?? null;
      await open(HERE);
      const { status, headers, text } = await ask(THERE);
      expect(status).to.equal(503);
      expect(headers).to.include({ 'content-type': 'application/problem+json', 'retry-after': '2' });
      expect(JSON.parse(text)).to.include({ status: 503 });
      sockets[0]?.close();
      await eventually('somebody let in again', async () => (await ask(THERE)).status === 200);
    });
  });
});
