import { once } from 'node:events';
import { CLOSE_REASONS } from '@crosstalk/dialect-kit';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { io } from 'socket.io-client';
import { within } from '../../../test/harness/deadline.js';
import { MemoryNode } from './support/memory-node.js';
import { probeDialect } from './support/probe-dialect.js';
import { RawClient } from './support/raw-client.js';

const raw = probeDialect({
  name: 'raw',
  transport: { kind: 'websocket', paths: ['/raw', '/'] },
  // A text outside JSON is written as it is.
  answer: ({ event }, result) => ({ frames: event === 'ping' ? ['pong'] : [[`${event}.done`, result]] }),
  rows: { ...probeDialect({ name: 'x', transport: { kind: 'websocket', paths: [] } }).rows, ping: pingRow() },
});
const impatient = probeDialect({
  name: 'impatient',
  transport: { kind: 'websocket', paths: ['/impatient'] },
  idleMs: 300,
});
const eventful = probeDialect({
  name: 'eventful',
  transport: { kind: 'socket.io', path: '/', allowEIO3: true },
});

function pingRow() {
  const { auth } = probeDialect({ name: 'x', transport: { kind: 'websocket', paths: [] } }).rows;
  return { ...auth, useCases: [], run: { access: 'public' as const, execute: async () => null } } as never;
}

describe('The door of raw WebSockets', () => {
  let node: MemoryNode;
  let host: string;

  beforeEach(async () => {
    node = new MemoryNode();
    host = await node.listen(raw, impatient, eventful);
  });
  afterEach(() => node.close());

  it('shares the root path with Socket.IO and a page', async () => {
    const { token } = await node.person('ann');
    const client = await RawClient.open(`ws://${host}/`, token);
    expect(client.all('auth.done')).to.have.length(1);
    const other = io(`http://${host}`, { path: '/', transports: ['websocket'], forceNew: true });
    await within(once(other as never, 'connect'), 'connect');
    expect(await (await fetch(`http://${host}/`)).text()).to.equal('index');
    other.disconnect();
    client.socket.close();
  });

  it('writes a frame that is a text as it is', async () => {
    const client = await RawClient.open(`ws://${host}/raw`);
    client.socket.removeAllListeners('message');
    client.send('ping');
    const [data] = (await within(once(client.socket, 'message'), 'pong')) as [Buffer];
    expect(String(data)).to.equal('pong');
    client.socket.close();
  });

  it('closes a socket that sends nothing, whatever its protocol pongs say', async () => {
    const client = await RawClient.open(`ws://${host}/impatient`);
    const pongs = setInterval(() => client.socket.pong(), 20);
    const code = await within(client.closed, 'close').finally(() => clearInterval(pongs));
    expect(code).to.equal(CLOSE_REASONS.idle.code);
  });
});
