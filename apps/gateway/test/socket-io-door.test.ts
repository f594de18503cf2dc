import type { RoomId } from '@crosstalk/domain';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { eventually } from '../../../test/harness/deadline.js';
import { MemoryNode, type Person } from './support/memory-node.js';
import { probeDialect } from './support/probe-dialect.js';
import { GENERATIONS, SocketClient } from './support/socket-clients.js';

const root = probeDialect({ name: 'root', transport: { kind: 'socket.io', path: '/', allowEIO3: true } });
const usual = probeDialect({
  name: 'usual',
  transport: { kind: 'socket.io', path: '/socket.io/', allowEIO3: true },
  answer: ({ event }) => ({ frames: [], acknowledgement: { usual: event } }),
});
const modern = probeDialect({
  name: 'modern',
  transport: { kind: 'socket.io', path: '/modern/', allowEIO3: false },
});
const TRANSPORTS = [['polling'], ['websocket'], ['polling', 'websocket']];
const MESSAGES = 300;

describe('The door of Socket.IO', () => {
  let node: MemoryNode;
  let url: string;
  let ann: Person;
  let room: RoomId;
  let clients: SocketClient[];

  beforeEach(async () => {
    node = new MemoryNode();
    clients = [];
    url = `http://${await node.listen(root, usual, modern)}`;
    ann = await node.person('ann');
    const bob = await node.person('bob');
    const input = { type: 'direct', users: [bob.user.id] } as never;
    room = (await node.useCases.createRoom(node.actor(ann), input)).room.id;
  });
  afterEach(async () => {
    for (const { socket } of clients) socket.disconnect();
    await node.close();
    expect(node.failures).to.deep.equal([]);
  });

  function client(
    generation: keyof typeof GENERATIONS,
    transports: readonly string[],
    path = '/',
  ): SocketClient {
    const made = new SocketClient(GENERATIONS[generation], url, { path, transports });
    clients.push(made);
    return made;
  }

  for (const generation of Object.keys(GENERATIONS) as (keyof typeof GENERATIONS)[]) {
    for (const transports of TRANSPORTS) {
      it(`serves ${generation} over ${transports.join(', then ')}: events, acknowledgements, order`, async () => {
        const socket = client(generation, transports);
        expect(await socket.ask('auth', { token: ann.token })).to.deep.equal({
          done: 'auth',
          user: ann.user.id,
        });
        await socket.next('auth.done');
        // While the transport changes under it, if it does.
        for (let count = 1; count <= MESSAGES; count += 1) {
          const input = { roomId: room, text: `${count} é 語` } as never;
          await node.useCases.postMessage(node.actor(ann), input);
          if (count % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
        }
        const answers = await Promise.all(
          ['a', 'b', 'c'].map((text) => socket.ask('post', { room, text: `${text} 語` })),
        );
        expect(answers.map((answer) => (answer as { seq: number }).seq)).to.deep.equal(
          [1, 2, 3].map((each) => MESSAGES + each),
        );
        await socket.next('posted', ({ text }) => text === 'c 語');
        expect(socket.texts()).to.deep.equal([
          ...Array.from({ length: MESSAGES }, (_, index) => `${index + 1} é 語`),
          'a 語',
          'b 語',
          'c 語',
        ]);
        await eventually('the last transport', () => socket.transport === transports.at(-1));
        await node.useCases.postMessage(node.actor(ann), { roomId: room, text: 'at last' } as never);
        await socket.next('posted', ({ text }) => text === 'at last');
      });
    }
  }

  it('has a place of its own for each dialect', async () => {
    const atRoot = client('Socket.IO 4', ['websocket']);
    const atUsual = client('Socket.IO 4', ['polling'], '/socket.io/');
    const { token } = ann;
    expect(await atRoot.ask('auth', { token })).to.include({ done: 'auth' });
    expect(await atUsual.ask('auth', { token })).to.deep.equal({ usual: 'auth' });
    const old = client('Socket.IO 2', ['websocket'], '/socket.io/');
    expect(await old.ask('auth', { token })).to.deep.equal({ usual: 'auth' });
  });

  it('lets no Socket.IO 2 into a dialect that does not take it', async () => {
    const old = client('Socket.IO 2', ['polling'], '/modern/');
    const refused = await old.connected.then(
      () => false,
      () => true,
    );
    expect(refused).to.equal(true);
    await client('Socket.IO 4', ['polling'], '/modern/').connected;
  });

  it('answers the pings of Socket.IO 2 although frames are written past its queue', async () => {
    const socket = client('Socket.IO 2', ['websocket']);
    await socket.ask('auth', { token: ann.token });
    const engine = socket.socket.io.engine as unknown as {
      ping(): void;
      once(event: string, done: () => void): void;
    };
    const ponged = new Promise<void>((resolve) => engine.once('pong', resolve));
    await node.useCases.postMessage(node.actor(ann), { roomId: room, text: 'one' } as never);
    engine.ping();
    await node.useCases.postMessage(node.actor(ann), { roomId: room, text: 'two' } as never);
    await ponged;
    await socket.next('posted', ({ text }) => text === 'two');
    expect(socket.texts()).to.deep.equal(['one', 'two']);
  });
});
