import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { Server as EngineServer, type Socket as EngineSocket } from 'engine.io';
import { after, before, describe, it } from 'mocha';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { WebSocket as Client, type WebSocket, WebSocketServer } from 'ws';
import { bufferedBytes, directSocketOf, queuedPackets, writeFramed } from '../src/transports/pre-framed.js';
import { textFrames } from '../src/transports/text-frames.js';

describe('Frames that are framed already', () => {
  const http = createServer((request, response) => engine.handleRequest(request as never, response));
  const engine = new EngineServer();
  const server = new Server({ serveClient: false });
  let port = 0;

  before(async () => {
    server.bind(engine);
    http.on('upgrade', (request, socket, head) => engine.handleUpgrade(request as never, socket, head));
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    port = (http.address() as AddressInfo).port;
  });

  after(() => {
    engine.close();
    http.close();
    http.closeAllConnections();
  });

  it('reach a raw client of ws, several in one write', async () => {
    const raw = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await once(raw, 'listening');
    const client = new Client(`ws://127.0.0.1:${(raw.address() as AddressInfo).port}`);
    const [accepted] = (await once(raw, 'connection')) as [WebSocket];
    const got: string[] = [];
    const all = new Promise<void>((resolve) => {
      client.on('message', (data) => {
        got.push(String(data));
        if (got.length === 3) resolve();
      });
    });
    writeFramed(accepted, textFrames(['a', 'b', 'c']));
    await all;
    expect(got).to.deep.equal(['a', 'b', 'c']);
    expect(bufferedBytes(accepted)).to.equal(0);
    client.terminate();
    raw.close();
  });

  it('reach a Socket.IO client over WebSocket as several events, between those of Socket.IO itself', async () => {
    const client = io(`http://127.0.0.1:${port}`, { path: '/', transports: ['websocket'], forceNew: true });
    const [socket] = (await once(server, 'connection')) as [
      { conn: EngineSocket; emit(event: string, data: unknown): void },
    ];
    const got: unknown[] = [];
    const all = new Promise<void>((resolve) => {
      client.onAny((_event, data) => {
        got.push(data);
        if (got.length === 4) resolve();
      });
    });
    socket.emit('x', 1);
    const direct = directSocketOf(socket.conn);
    expect(direct).to.not.equal(null);
    if (direct) writeFramed(direct, textFrames(['42["x",2]', '42["x",3]']));
    socket.emit('x', 4);
    await all;
    expect(got).to.deep.equal([1, 2, 3, 4]);
    client.disconnect();
  });

  it('are not written past a client that polls', async () => {
    const client = io(`http://127.0.0.1:${port}`, { path: '/', transports: ['polling'], forceNew: true });
    const [socket] = (await once(server, 'connection')) as [{ conn: EngineSocket }];
    expect(directSocketOf(socket.conn)).to.equal(null);
    expect(queuedPackets(socket.conn)).to.be.a('number');
    client.disconnect();
  });
});
