import type { ObjectFrame } from '@crosstalk/dialect-kit';
import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { BenchSocket } from '../../../../test/conformance/bench/bench-socket.js';
import { DialectBench } from '../../../../test/conformance/bench/dialect-bench.js';
import { casamsa } from '../src/dialect.js';
import { ERROR_TYPES } from '../src/errors.js';

const HUGE = 'A'.repeat(15 * 1024 * 1024);

/** Frame of a member of chat `CHAT`, the error type that it gets and the field that is to blame. */
const HOSTILE: readonly (readonly [frame: string, type: string, field?: string])[] = [
  ['', 'system_error'],
  ['not json', 'system_error'],
  ['[]', 'system_error'],
  ['null', 'system_error'],
  ['5', 'system_error'],
  ['{}', 'system_error'],
  ['{"method":5}', 'system_error'],
  ['{"method":"constructor"}', 'system_error'],
  ['{"method":"__proto__"}', 'system_error'],
  ['{"method":"read_messages","args":[]}', 'system_error'],
  ['{"method":"read_messages","args":"x"}', 'system_error'],
  ['{"method":"read_messages"}', 'field_error', 'chat'],
  ['{"method":"read_messages","args":{"chat":{"$gt":0}}}', 'field_error', 'chat'],
  ['{"method":"read_messages","args":{"chat":"1"}}', 'field_error', 'chat'],
  ['{"method":"read_messages","args":{"chat":9007199254740993}}', 'field_error', 'chat'],
  ['{"method":"read_messages","args":{"chat":1.5}}', 'field_error', 'chat'],
  ['{"method":"read_messages","args":{"chat":-1}}', 'field_error', 'chat'],
  ['{"method":"read_messages","args":{"chat":987654321}}', 'access_error'],
  ['{"method":"read_messages","access_token":5,"args":{"chat":CHAT}}', 'authorization_error'],
  ['{"method":"read_messages","access_token":{"$ne":1},"args":{"chat":CHAT}}', 'authorization_error'],
  ['{"method":"create_chat","args":{}}', 'field_error', 'users'],
  ['{"method":"create_chat","args":{"users":[]}}', 'field_error', 'users'],
  ['{"method":"create_chat","args":{"users":[0]}}', 'field_error', 'users.0'],
  ['{"method":"create_chat","args":{"users":[1,{"$gt":0}]}}', 'field_error', 'users.1'],
  ['{"method":"create_chat","args":{"users":[2],"title":5}}', 'field_error', 'title'],
  [`{"method":"create_chat","args":{"users":[2],"title":"${'t'.repeat(201)}"}}`, 'field_error', 'title'],
  ['{"method":"create_chat","args":{"users":[2],"title":"\\ud800"}}', 'field_error', 'title'],
  ['{"method":"update_chat","args":{"chat":CHAT}}', 'field_error', 'title'],
  ['{"method":"add_to_chat","args":{"chat":CHAT,"users":[]}}', 'field_error', 'users'],
  ['{"method":"send_message","args":{"chat":CHAT}}', 'field_error', 'text'],
  ['{"method":"send_message","args":{"chat":CHAT,"text":"  "}}', 'field_error', 'text'],
  ['{"method":"send_message","args":{"chat":CHAT,"text":{"a":1}}}', 'field_error', 'text'],
  ['{"method":"send_message","args":{"chat":CHAT,"text":"\\udfff"}}', 'field_error', 'text'],
  [`{"method":"send_message","args":{"chat":CHAT,"text":"${'t'.repeat(16_001)}"}}`, 'field_error', 'text'],
  ['{"method":"send_message","args":{"chat":CHAT,"files":{}}}', 'field_error', 'files'],
  ['{"method":"send_message","args":{"chat":CHAT,"files":[5]}}', 'field_error', 'files.0'],
  [sendFiles('{"name":"","data":"aGk="}'), 'field_error', 'files.0.name'],
  [sendFiles('{"name":" ","data":"aGk="}'), 'field_error', 'files.0.name'],
  [sendFiles('{"name":"a\\u0000","data":"aGk="}'), 'field_error', 'files.0.name'],
  [sendFiles('{"data":"aGk="}'), 'field_error', 'files.0.name'],
  [sendFiles('{"name":"a"}'), 'field_error', 'files.0.data'],
  [sendFiles('{"name":"a","data":"aGk"}'), 'field_error', 'files.0.data'],
  [sendFiles('{"name":"a","data":"aGk=="}'), 'field_error', 'files.0.data'],
  [sendFiles('{"name":"a","data":"a-_="}'), 'field_error', 'files.0.data'],
  [sendFiles('{"name":"a","data":"aGl="}'), 'field_error', 'files.0.data'],
  [sendFiles('{"name":"a","data":"aG k="}'), 'field_error', 'files.0.data'],
  [sendFiles(`{"name":"a","data":"${HUGE}"}`), 'field_error', 'files.0.data'],
  [sendFiles('{"name":"a","data":"aGk="},{"name":"b","data":"!"}'), 'field_error', 'files.1.data'],
  [sendFiles(Array(11).fill('{"name":"a","data":"aGk="}').join(',')), 'field_error', 'files'],
  [`{"method":"auth","event_response_key":"${'k'.repeat(1_100)}"}`, 'field_error', 'event_response_key'],
  [
    `{"method":"read_messages","args":{"chat":CHAT,"event_response_key":${'['.repeat(1e5)}${']'.repeat(1e5)}}}`,
    'field_error',
    'event_response_key',
  ],
  [`${'['.repeat(1e6)}${']'.repeat(1e6)}`, 'system_error'],
  [`"${HUGE}${HUGE}"`, 'system_error'],
];

describe('casamsa: hostile frames', () => {
  for (const [frame, type, field] of HOSTILE) {
    it(`answers ${frame.slice(0, 70) || 'an empty frame'} with ${type}${field ? ` for ${field}` : ''}`, async () => {
      const { bench, socket, chat } = await member();
      await socket.say({ kind: 'text', text: frame.replace('CHAT', String(chat)) });
      const [answer, ...more] = socket.take() as ObjectFrame[];
      expect(more).to.deep.equal([]);
      expect(answer).to.have.nested.property('data.type', type);
      const fields = (answer?.data as { fields?: object } | undefined)?.fields;
      expect(Object.keys(fields ?? {})).to.deep.equal(field ? [field] : []);
      await expectNothingStored(bench, socket);
    });
  }

  it('answers a binary frame with system_error', async () => {
    const { socket } = await member();
    await socket.say({ kind: 'binary' });
    expect(socket.take()[0]).to.have.nested.property('data.type', 'system_error');
  });

  it('stores no file of somebody who is not in the chat', async () => {
    const { bench, chat } = await member();
    const outsider = bench.connect();
    await outsider.greet((await bench.person('eve')).token);
    await outsider.say({
      kind: 'text',
      text: sendFiles('{"name":"a","data":"aGk="}').replace('CHAT', String(chat)),
    });
    expect(outsider.take()[0]).to.have.nested.property('data.type', 'access_error');
    await expectNothingStored(bench, outsider);
  });

  it('survives two thousand random frames, each with one answer at most of a known type', async function () {
    this.timeout(240_000);
    const { bench, socket, chat } = await member();
    const anything = fc.json();
    const value = fc.oneof(fc.jsonValue(), fc.constant(chat), fc.constant([1, 2]), fc.string());
    const shaped = fc
      .record(
        {
          method: fc.constantFrom(...Object.keys(casamsa.rows), 'nothing'),
          access_token: fc.oneof(fc.constant(undefined), value),
          args: fc.record(
            { chat: value, users: value, title: value, text: value, files: value, event_response_key: value },
            { requiredKeys: [] },
          ),
        },
        { requiredKeys: ['method'] },
      )
      .map((frame) => JSON.stringify(frame));
    const frames = fc.sample(fc.oneof(anything, shaped, shaped, fc.string()), { numRuns: 2_000, seed: 7 });
    for (const text of frames) {
      await socket.say({ kind: 'text', text });
      const errors = (socket.take() as ObjectFrame[]).filter((each) => each.type === 'error');
      expect(errors.length, text).to.be.at.most(1);
      const types = errors.map((each) => (each.data as { type: string }).type);
      for (const type of types) expect(ERROR_TYPES, text).to.include(type);
      expect(JSON.stringify(errors), text).to.not.match(/went wrong|\.ts:/);
    }
    expect(bench.failures).to.deep.equal([]);
    await expectAlive(socket);
  });
});

function sendFiles(files: string): string {
  return `{"method":"send_message","args":{"chat":CHAT,"text":"see","files":[${files}]}}`;
}

async function member(): Promise<{ bench: DialectBench; socket: BenchSocket; chat: number }> {
  const bench = new DialectBench(casamsa);
  const [ann, bob] = [await bench.person('ann'), await bench.person('bob')];
  const socket = bench.connect();
  await socket.greet(ann.token);
  const args = { users: [bob.user.id], title: 'Team' };
  await socket.say({ kind: 'text', text: JSON.stringify({ method: 'create_chat', args }) });
  const [created] = socket.take() as { data: { chat: { id: number } } }[];
  return { bench, socket, chat: created?.data.chat.id ?? 0 };
}

async function expectNothingStored(bench: DialectBench, socket: BenchSocket): Promise<void> {
  expect([...bench.ports.world.messages.values()].flat()).to.deep.equal([]);
  expect(bench.ports.world.rooms.size).to.equal(1);
  const fileIds = Array.from({ length: 200 }, (_, index) => index + 1) as never[];
  expect(await bench.ports.files.findMany(fileIds)).to.deep.equal([]);
  await expectAlive(socket);
}

async function expectAlive(socket: BenchSocket): Promise<void> {
  await socket.say({ kind: 'text', text: '{"method":"nothing","args":{"event_response_key":"alive"}}' });
  expect(socket.take()[0]).to.have.nested.property('data.event_response_key', 'alive');
  expect(socket.closed).to.deep.equal([]);
}
