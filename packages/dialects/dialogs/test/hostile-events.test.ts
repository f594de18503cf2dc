import { ERROR_CODES } from '@crosstalk/domain';
import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { BenchSocket } from '../../../../test/conformance/bench/bench-socket.js';
import { DialectBench } from '../../../../test/conformance/bench/dialect-bench.js';
import { dialogs } from '../src/dialect.js';

type Payload = Readonly<Record<string, unknown>>;

const DEEP: unknown = JSON.parse(`${'['.repeat(1_000)}${']'.repeat(1_000)}`);

/** Event, payload and the field that is to blame; `ROOM` becomes the id of a room of the caller. */
const HOSTILE: readonly (readonly [event: string, payload: unknown, field?: string])[] = [
  ['chat.typing', 'text', 'data'],
  ['chat.typing', [], 'data'],
  ['chat.typing', 5, 'data'],
  ['constructor', {}],
  ['__proto__', {}],
  ['toString', undefined],
  ['on.message.new', {}],
  ['', {}],
  ['x'.repeat(10_000), {}],
  ['chat.start', undefined, 'user_id'],
  ['chat.start', { user_id: { $gt: 0 }, text: 'x' }, 'user_id'],
  ['chat.start', { user_id: '2', text: 'x' }, 'user_id'],
  ['chat.start', { user_id: 2, text: '\ud800' }, 'text'],
  ['chat.start', { user_id: 2, text: ' ' }, 'text'],
  ['chat.start', { user_id: 2, text: 'x'.repeat(16_001) }, 'text'],
  ['chat.start', { user_id: 2, text: 'x', client_id: {} }, 'client_id'],
  ['message.send', { room_id: 'ROOM' }, 'text'],
  ['message.send', { room_id: 'ROOM', text: 5 }, 'text'],
  ['message.send', { room_id: 'ROOM', text: '\udc00' }, 'text'],
  ['message.send', { room_id: 'ROOM', text: 'x'.repeat(16_001) }, 'text'],
  ['message.send', { room_id: 'ROOM', text: 'x', client_id: '' }, 'client_id'],
  ['message.send', { room_id: 'ROOM', text: 'x', client_id: { $gt: '' } }, 'client_id'],
  ['message.send', { room_id: 'ROOM', text: 'x', file_id: 0 }, 'file_id'],
  ['message.send', { room_id: 'ROOM', text: 'x', file_id: [1] }, 'file_id'],
  ['message.send', { room_id: 'ROOM', text: 'x', file_id: 987654321 }, 'file_id'],
  ['message.send', { room_id: 'ROOM', text: 'x', reply_to: 987654321 }, 'reply_to'],
  ['message.send', { room_id: { $gt: 0 }, text: 'x' }, 'room_id'],
  ['message.send', { room_id: 2 ** 53, text: 'x' }, 'room_id'],
  ['message.send', { room_id: Number.NaN, text: 'x' }, 'room_id'],
  ['message.edit', { message_id: [], text: 'x' }, 'message_id'],
  ['message.edit', { message_id: 1 }, 'text'],
  ['message.delete', { message_id: '1' }, 'message_id'],
  ['chat.history', { room_id: 'ROOM', limit: 0 }, 'limit'],
  ['chat.history', { room_id: 'ROOM', limit: 101 }, 'limit'],
  ['chat.history', { room_id: 'ROOM', limit: '5' }, 'limit'],
  ['chat.history', { room_id: 'ROOM', last_id: -1 }, 'last_id'],
  ['chat.history', { room_id: 'ROOM', last_id: 987654321 }, 'last_id'],
  ['chat.read', { room_id: '1' }, 'room_id'],
  ['chat.clear', { room_id: 1.5 }, 'room_id'],
  ['chat.delete', { room_id: null }, 'room_id'],
  ['chat.typing', {}, 'room_id'],
  ['call.start', { user_id: 1 }, 'user_id'],
  ['call.start', { user_id: 2, session_description: DEEP }, 'session_description'],
  ['call.start', { user_id: 2, ice_candidate: new Uint8Array(4) }, 'ice_candidate'],
  ['call.answer', { user_id: {} }, 'user_id'],
  ['call.ice', { user_id: 2, ice_candidate: 'x'.repeat(70_000) }, 'ice_candidate'],
  ['call.end', { user_id: true }, 'user_id'],
];

describe('dialogs: hostile events', () => {
  for (const [event, payload, field] of HOSTILE) {
    it(`refuses ${event.slice(0, 20)} ${JSON.stringify(payload)?.slice(0, 60)} for ${field ?? 'its name'}`, async () => {
      const { bench, socket, roomId } = await member();
      await socket.say(incoming(event, fill(payload, roomId)));
      const [[name, error] = [], ...more] = socket.take() as [string, Payload][];
      expect(more).to.deep.equal([]);
      expect(name).to.equal('on.error');
      expect(error).to.include({ event: event.slice(0, 128), code: 'invalid' });
      expect(Object.keys((error?.fields as object | undefined) ?? {})).to.deep.equal(field ? [field] : []);
      expect(socket.acknowledged.at(-1)).to.have.nested.property('error.code', 'invalid');
      expect([...bench.ports.world.messages.values()].flat()).to.deep.equal([]);
      await expectAlive(socket);
    });
  }

  it('refuses an event that is larger than a frame may be', async () => {
    const { socket } = await member();
    await socket.say({ ...incoming('chat.typing', {}), bytes: 10_000_000 });
    expect(socket.take()[0]).to.have.nested.property('[1].code', 'too_large');
    await expectAlive(socket);
  });

  for (const payload of [
    undefined,
    {},
    { token: { $ne: null } },
    { token: '' },
    { token: 'x'.repeat(9_000) },
    'token',
  ]) {
    it(`answers user.auth ${JSON.stringify(payload)?.slice(0, 40)} with success false and the reason`, async () => {
      const socket = new DialectBench(dialogs).connect();
      await socket.say(incoming('user.auth', payload));
      const [[name, failure] = [], [error, reason] = []] = socket.take() as [string, Payload][];
      expect([name, failure]).to.deep.equal([
        'on.user.authorized',
        { success: false, dialogs: [], user: null },
      ]);
      expect(error).to.equal('on.error');
      expect(reason).to.include({ event: 'user.auth', code: 'invalid' });
    });
  }

  it('survives two thousand random events, each with one answer of a known kind', async function () {
    this.timeout(240_000);
    const { bench, socket, roomId } = await member();
    const value = fc.oneof(fc.jsonValue(), fc.constant(roomId), fc.constant([1, 2]), fc.boolean(), fc.nat());
    const fields = 'user_id room_id message_id text file_id client_id reply_to limit last_id before token';
    const signals = ['ice_candidate', 'session_description'];
    const shape = Object.fromEntries([...fields.split(' '), ...signals].map((name) => [name, value]));
    const payload = fc.oneof(fc.record(shape, { requiredKeys: [] }), fc.jsonValue(), fc.constant(undefined));
    const event = fc.oneof(fc.constantFrom(...Object.keys(dialogs.rows)), fc.string());
    for (const [name, data] of fc.sample(fc.tuple(event, payload), { numRuns: 2_000, seed: 7 })) {
      socket.acknowledged.length = 0;
      await socket.say(incoming(name, data));
      socket.take();
      expect(socket.acknowledged, name).to.have.length(1);
      const [answer] = socket.acknowledged as { ok?: boolean; error?: { code: string } }[];
      if (answer?.ok) continue;
      expect(ERROR_CODES, name).to.include(answer?.error?.code);
      expect(answer?.error?.code, `${name} ${JSON.stringify(data)}`).to.not.equal('internal');
    }
    expect(bench.failures).to.deep.equal([]);
    await expectAlive(socket);
  });
});

function incoming(event: string, payload: unknown) {
  return { kind: 'event', event, payload, bytes: 0 } as const;
}

function fill(payload: unknown, roomId: number): unknown {
  const isObject = typeof payload === 'object' && payload !== null && 'room_id' in payload;
  return isObject && payload.room_id === 'ROOM' ? { ...payload, room_id: roomId } : payload;
}

async function member(): Promise<{ bench: DialectBench; socket: BenchSocket; roomId: number }> {
  const bench = new DialectBench(dialogs);
  const [ann, bob] = [await bench.person('ann'), await bench.person('bob')];
  const actor = { userId: ann.user.id, tenant: ann.user.tenant, scopes: [] };
  const { room } = await bench.useCases.createRoom(actor, { type: 'group', users: [bob.user.id] });
  const socket = bench.connect();
  await socket.say(incoming('user.auth', { token: ann.token }));
  expect(socket.take()).to.have.nested.property('[0][1].success', true);
  return { bench, socket, roomId: room.id };
}

async function expectAlive(socket: BenchSocket): Promise<void> {
  await socket.say(incoming('alive', {}));
  expect(socket.take()).to.have.nested.property('[0][1].event', 'alive');
  expect(socket.closed).to.deep.equal([]);
}
