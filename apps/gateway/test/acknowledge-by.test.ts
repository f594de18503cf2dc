import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { Server, type Socket } from 'socket.io';
import { io } from 'socket.io-client';
import { acknowledgeBy } from '../src/transports/acknowledge-by.js';

describe('Our own acknowledgements', () => {
  const http = createServer();
  const server = new Server(http, { serveClient: false });

  before(async () => {
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
  });

  after(() => server.close());

  it('reach the callback of a Socket.IO client, each its own', async () => {
    const { port } = http.address() as AddressInfo;
    const client = io(`http://127.0.0.1:${port}`, { transports: ['websocket'], forceNew: true });
    const [socket] = (await once(server, 'connection')) as [Socket];
    const texts: string[] = [];
    acknowledgeBy(socket, (text) => {
      texts.push(text);
      socket.conn.write(text);
    });
    socket.onAny((_event, asked: number, acknowledge: (payload: unknown) => void) =>
      acknowledge({ ok: true, asked, text: 'é "quoted"' }),
    );
    const answers = await Promise.all(
      [1, 2, 3].map((number) => client.timeout(30_000).emitWithAck('ask', number)),
    );
    client.disconnect();
    expect(answers).to.deep.equal([1, 2, 3].map((asked) => ({ ok: true, asked, text: 'é "quoted"' })));
    expect(texts, 'sent by us').to.have.length(3);
  });
});
