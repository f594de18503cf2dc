import { ERROR_CODES } from '@crosstalk/domain';
import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { BenchSocket } from '../../../../test/conformance/bench/bench-socket.js';
import { DialectBench } from '../../../../test/conformance/bench/dialect-bench.js';
import { channels } from '../src/dialect.js';

type Payload = Readonly<Record<string, unknown>>;

const DEEP: unknown = JSON.parse(`${'['.repeat(1_000)}${']'.repeat(1_000)}`);
const manyRevs = Object.fromEntries(Array.from({ length: 501 }, (_, index) => [String(index + 1), 0]));

/** Event, payload and the field that is to blame; `CHANNEL` becomes the id of a channel of the caller. */
const HOSTILE: readonly (readonly [event: string, payload: unknown, field?: string])[] = [
  ['typing', 'text', 'data'],
  ['typing', [], 'data'],
  ['typing', { transaction: {} }, 'transaction'],
  ['constructor', {}],
  ['__proto__', {}],
  ['toString', undefined],
  ['', {}],
  ['x'.repeat(10_000), {}],
  ['auth', undefined, 'data'],
  ['auth', { data: { $ne: null } }, 'data'],
  ['auth', { data: 'x'.repeat(9_000) }, 'data'],
  ['channel-create', { type: 'project', users: [2] }, 'type'],
  ['channel-create', { type: 'group', users: 'all' }, 'users'],
  ['channel-create', { type: 'group', users: [{ $gt: 0 }] }, 'users.0'],
  ['channel-create', { type: 'group', users: Array(1_001).fill(2) }, 'users'],
  ['channel-create', { type: 'group', users: [] }, 'users'],
  ['channel-create', { type: 'group', users: [2], title: '\ud800' }, 'title'],
  ['channel-create', { type: 'direct', users: [2], title: 'x' }, 'title'],
  ['channels-list', { before: 5 }, 'before'],
  ['channels-list', { before: 'yesterday' }, 'before'],
  ['channels-list', { limit: 0 }, 'limit'],
  ['channels-list', { limit: 1e9 }, 'limit'],
  ['channel-get', { channelId: { $gt: 0 } }, 'channelId'],
  ['channel-get', { channelId: '1' }, 'channelId'],
  ['channel-get', { channelId: 2 ** 53 }, 'channelId'],
  ['channel-get', { channelId: Number.NaN }, 'channelId'],
  ['channel-update', { channelId: 'CHANNEL' }, 'title'],
  ['channel-mute', { channelId: 'CHANNEL', muted: 1 }, 'muted'],
  ['members-add', { channelId: 'CHANNEL', users: [] }, 'users'],
  ['member-role', { channelId: 'CHANNEL', userId: 2, role: 'god' }, 'role'],
  ['message-send', { channelId: 'CHANNEL' }, 'text'],
  ['message-send', { channelId: 'CHANNEL', text: 5 }, 'text'],
  ['message-send', { channelId: 'CHANNEL', text: '\udc00' }, 'text'],
  ['message-send', { channelId: 'CHANNEL', text: 'x'.repeat(16_001) }, 'text'],
  ['message-send', { channelId: 'CHANNEL', text: 'x', clientId: '' }, 'clientId'],
  ['message-send', { channelId: 'CHANNEL', text: 'x', clientId: { $gt: '' } }, 'clientId'],
  ['message-send', { channelId: 'CHANNEL', text: 'x', fileIds: [0] }, 'fileIds.0'],
  ['message-send', { channelId: 'CHANNEL', text: 'x', fileIds: [987654321] }, 'fileIds.0'],
  ['message-send', { channelId: 'CHANNEL', text: 'x', replyTo: 987654321 }, 'replyTo'],
  ['message-edit', { messageId: [], text: 'x' }, 'messageId'],
  ['message-react', { messageId: 1, emoji: '', on: true }, 'emoji'],
  ['messages-history', { channelId: 'CHANNEL', before: 1, after: 1 }, 'before'],
  ['messages-history', { channelId: 'CHANNEL', before: -1 }, 'before'],
  ['sync', { channels: [] }, 'channels'],
  ['sync', { channels: { x: 1 } }, 'channels.x'],
  ['sync', { channels: { '1': {} } }, 'channels.1'],
  ['sync', { channels: manyRevs }, 'channels'],
  ['channel-read', { channelId: 'CHANNEL', seq: 1.5 }, 'seq'],
  ['typing', { channelId: 'CHANNEL', on: 'yes' }, 'on'],
  ['presence-subscribe', { users: Array(501).fill(2) }, 'users'],
  ['users-search', { q: '' }, 'q'],
  ['users-search', { q: '  ' }, 'q'],
  ['messages-search', { q: { $regex: '.*' } }, 'q'],
  ['call-start', { userId: 1 }, 'userId'],
  ['call-start', { userId: 2, sessionDescription: DEEP }, 'sessionDescription'],
  ['call-ice', { userId: 2, iceCandidate: 'x'.repeat(70_000) }, 'iceCandidate'],
];

describe('channels: hostile events', () => {
  for (const [event, payload, field] of HOSTILE) {
    it(`refuses ${event.slice(0, 20)} ${JSON.stringify(payload)?.slice(0, 60)} for ${field ?? 'its name'}`, async () => {
      const { bench, socket, channelId } = await member();
      await socket.say(incoming(event, fill(payload, channelId)));
      const [[name, error] = [], ...more] = socket.take() as [string, Payload][];
      expect(more).to.deep.equal([]);
      expect(name).to.equal('socket-api-error');
      expect(error).to.include({ event: event.slice(0, 128), code: 'invalid' });
      expect(Object.keys((error?.fields as object | undefined) ?? {})).to.deep.equal(field ? [field] : []);
      expect(socket.acknowledged.at(-1)).to.have.property('ok', false);
      expect([...bench.ports.world.messages.values()].flat()).to.deep.equal([]);
      await expectAlive(socket);
    });
  }

  it('refuses an event that is larger than a frame may be', async () => {
    const { socket } = await member();
    await socket.say({ ...incoming('typing', {}), bytes: 10_000_000 });
    expect(socket.take()[0]).to.have.nested.property('[1].code', 'too_large');
    await expectAlive(socket);
  });

  it('survives two thousand random events, each with one answer of a known kind', async function () {
    this.timeout(240_000);
    const { bench, socket, channelId } = await member();
    const value = fc.oneof(
      fc.jsonValue(),
      fc.constant(channelId),
      fc.constant([1, 2]),
      fc.boolean(),
      fc.nat(),
    );
    const fields =
      'type users title channelId userId role text fileIds replyTo clientId messageId emoji on q seq limit';
    const shape = Object.fromEntries([...fields.split(' '), 'channels', 'data'].map((name) => [name, value]));
    const payload = fc.oneof(fc.record(shape, { requiredKeys: [] }), fc.jsonValue(), fc.constant(undefined));
    const event = fc.oneof(fc.constantFrom(...Object.keys(channels.rows)), fc.string());
    for (const [name, data] of fc.sample(fc.tuple(event, payload), { numRuns: 2_000, seed: 7 })) {
      socket.acknowledged.length = 0;
      await socket.say(incoming(name, data));
      socket.take();
      expect(socket.acknowledged, name).to.have.length(1);
      const [answer] = socket.acknowledged as { ok: boolean; error?: { code: string } }[];
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

function fill(payload: unknown, channelId: number): unknown {
  const isObject = typeof payload === 'object' && payload !== null && 'channelId' in payload;
  return isObject && payload.channelId === 'CHANNEL' ? { ...payload, channelId } : payload;
}

async function member(): Promise<{ bench: DialectBench; socket: BenchSocket; channelId: number }> {
  const bench = new DialectBench(channels);
  const [ann, bob] = [await bench.person('ann'), await bench.person('bob')];
  const actor = { userId: ann.user.id, tenant: ann.user.tenant, scopes: [] };
  const { room } = await bench.useCases.createRoom(actor, { type: 'group', users: [bob.user.id] });
  const socket = bench.connect();
  await socket.greet(ann.token);
  expect(socket.take()).to.deep.equal([['auth-success', { userId: String(ann.user.id) }]]);
  return { bench, socket, channelId: room.id };
}

async function expectAlive(socket: BenchSocket): Promise<void> {
  await socket.say(incoming('channels-list', { transaction: 'alive' }));
  expect(socket.take()).to.have.nested.property('[0][1].transaction', 'alive');
  expect(socket.closed).to.deep.equal([]);
}
