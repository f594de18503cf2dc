import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { BenchSocket } from '../../../../test/conformance/bench/bench-socket.js';
import type { DialectBench } from '../../../../test/conformance/bench/dialect-bench.js';
import { fsego } from '../src/dialect.js';
import { ERROR_NAMES } from '../src/errors.js';
import { ACTIONS } from '../src/frames.js';
import { answerTo, buildSite, chatOf, enter, person, type Told } from './support/site.js';

const KEY = '"chat_key":"trusted-key"';
const ANN = '{"avatar":"","email":"","id":"ann","name":"Ann","phone":""}';
const BOB = ANN.replace('"ann"', '"bob"');
const LONG = 'x'.repeat(300);

/** A person with one member replaced; an empty text leaves it out. */
function annWith(member: string, json: string): string {
  const others = Object.entries(JSON.parse(ANN) as object).filter(([name]) => name !== member);
  const text = others.map(([name, value]) => `"${name}":${JSON.stringify(value)}`);
  return `{${[...text, ...(json === '' ? [] : [`"${member}":${json}`])].join(',')}}`;
}
const data = (user: string): string => `{"action":"DATA",${KEY},"user":${user}}`;
const newChats = (sender: string, recipient: string): string =>
  `{"action":"NEW_CHATS",${KEY},"user_sender":${sender},"user_recipient":${recipient}}`;
const view = (more: string): string => `{"action":"VIEW_CHAT",${KEY},${more}}`;
const add = (more: string): string => `{"action":"ADD_MESSAGE",${more}}`;

/** Frame of Ann, who has chat `ROOM` with Bob; the error that it gets and the fields that are to blame. */
const HOSTILE: readonly (readonly [frame: string, code: string, ...fields: string[]])[] = [
  ['', 'invalid'],
  ['not json', 'invalid'],
  ['pingping', 'invalid'],
  ['"pong"', 'invalid'],
  ['[]', 'invalid'],
  ['null', 'invalid'],
  ['5', 'invalid'],
  ['["ping"]', 'invalid'],
  ['{}', 'invalid', 'action'],
  ['{"action":5}', 'invalid', 'action'],
  ['{"action":"data"}', 'invalid', 'action'],
  ['{"action":"ping"}', 'invalid', 'action'],
  ['{"action":"constructor"}', 'invalid', 'action'],
  ['{"action":"__proto__"}', 'invalid', 'action'],
  [`{"action":"${LONG}"}`, 'invalid', 'action'],
  [`{"action":"DATA",${KEY},"user":${ANN},"request_id":{"a":1}}`, 'invalid', 'request_id'],
  [`{"action":"DATA",${KEY},"user":${ANN},"request_id":1.5}`, 'invalid', 'request_id'],
  [`{"action":"DATA",${KEY},"user":${ANN},"request_id":"${LONG}"}`, 'invalid', 'request_id'],
  ['{"action":"DATA"}', 'invalid', 'chat_key', 'user'],
  [`{"action":"DATA","user":${ANN}}`, 'invalid', 'chat_key'],
  [`{"action":"DATA","chat_key":5,"user":${ANN}}`, 'invalid', 'chat_key'],
  [`{"action":"DATA","chat_key":"","user":${ANN}}`, 'invalid', 'chat_key'],
  [`{"action":"DATA","chat_key":{"$ne":1},"user":${ANN}}`, 'invalid', 'chat_key'],
  [`{"action":"DATA","chat_key":"__proto__","user":${ANN}}`, 'forbidden'],
  [`{"action":"DATA","chat_key":"no such key","user":${ANN}}`, 'forbidden'],
  [data('5'), 'invalid', 'user'],
  [data('[]'), 'invalid', 'user'],
  [data('{}'), 'invalid', 'user.avatar', 'user.email', 'user.id', 'user.name', 'user.phone'],
  ...['avatar', 'email', 'id', 'name', 'phone'].flatMap((member) =>
    ['', 'null', '{"$gt":""}', '[]', 'true', '"\\ud800"'].map(
      (json) => [data(annWith(member, json)), 'invalid', `user.${member}`] as const,
    ),
  ),
  ...['last_name', 'middle_name'].flatMap((member) =>
    ['5', '{}', '"\\ud800"', '"a\\u0000"'].map(
      (json) => [data(annWith(member, json)), 'invalid', `user.${member}`] as const,
    ),
  ),
  ...['""', '" "', '1.5', '9007199254740993', '-1e400', `"${LONG}"`, '"a\\u0000b"'].map(
    (json) => [data(annWith('id', json)), 'invalid', 'user.id'] as const,
  ),
  [data(annWith('email', '"nobody"')), 'invalid', 'user.email'],
  [data(annWith('email', '"a@b"')), 'invalid', 'user.email'],
  [data(annWith('name', `"${LONG}"`)), 'invalid', 'user.name'],
  [data(annWith('phone', `"${LONG}"`)), 'invalid', 'user.phone'],
  [data(annWith('signature', '5')), 'invalid', 'user.signature'],
  [`{"action":"DATA",${KEY},"user":${ANN},"before":"yesterday"}`, 'invalid', 'before'],
  [
    newChats(ANN, '{}'),
    'invalid',
    ...['avatar', 'email', 'id', 'name', 'phone'].map((each) => `user_recipient.${each}`),
  ],
  [newChats(ANN, BOB.replace('"email":""', '"email":"nobody"')), 'invalid', 'user_recipient.email'],
  [newChats(annWith('email', '"x"'), BOB), 'invalid', 'user_sender.email'],
  [newChats(ANN, ANN), 'invalid', 'user_recipient.id'],
  [`{"action":"NEW_CHATS",${KEY}}`, 'invalid', 'user_recipient', 'user_sender'],
  [newChats(annWith('id', '"bob"'), annWith('id', '"eve"')), 'forbidden'],
  [view('"x":1'), 'invalid', 'chats_id'],
  ...[
    '5',
    '""',
    '"0"',
    '"-1"',
    '"1.5"',
    '"01"',
    '" 1"',
    '"1e3"',
    '"0x1"',
    '"9007199254740993"',
    '{"$gt":""}',
    '["1"]',
  ].map((json) => [view(`"chats_id":${json}`), 'invalid', 'chats_id'] as const),
  [view('"chats_id":"987654321"'), 'not_found'],
  ['{"action":"VIEW_CHAT","chats_id":"ROOM"}', 'invalid', 'chat_key'],
  ['{"action":"OUT_CHAT","chats_id":"ROOM"}', 'invalid', 'chat_key'],
  [`{"action":"OUT_CHAT",${KEY},"chats_id":"987654321"}`, 'not_found'],
  [view('"chats_id":"ROOM","limit":0'), 'invalid', 'limit'],
  [view('"chats_id":"ROOM","limit":101'), 'invalid', 'limit'],
  [view('"chats_id":"ROOM","limit":"5"'), 'invalid', 'limit'],
  [view('"chats_id":"ROOM","before_id":"5"'), 'invalid', 'before_id'],
  [view('"chats_id":"ROOM","before_id":0'), 'invalid', 'before_id'],
  [view('"chats_id":"ROOM","before_id":987654321'), 'invalid', 'before_id'],
  [add('"chats_id":"ROOM"'), 'invalid', 'message'],
  [add('"message":"hi"'), 'invalid', 'chats_id'],
  [add('"chats_id":"987654321","message":"hi"'), 'not_found'],
  [add('"chats_id":"ROOM","message":" "'), 'invalid', 'message'],
  [add('"chats_id":"ROOM","message":{"a":1}'), 'invalid', 'message'],
  [add('"chats_id":"ROOM","message":"\\udfff"'), 'invalid', 'message'],
  [add(`"chats_id":"ROOM","message":"${'t'.repeat(16_001)}"`), 'invalid', 'message'],
  [add('"chats_id":"ROOM","message":"a","client_id":""'), 'invalid', 'client_id'],
  [add('"chats_id":"ROOM","message":"a","client_id":5'), 'invalid', 'client_id'],
  [add('"chats_id":"ROOM","message":"a","reply_to":987654321'), 'invalid', 'reply_to'],
  [add('"chats_id":"ROOM","message":"a","file_ids":5'), 'invalid', 'file_ids'],
  [add('"chats_id":"ROOM","message":"a","file_ids":[0]'), 'invalid', 'file_ids.0'],
  [add('"chats_id":"ROOM","message":"a","file_ids":[987654321]'), 'invalid', 'file_ids.0'],
  [`${'['.repeat(1e5)}${']'.repeat(1e5)}`, 'invalid'],
  [
    add(`"chats_id":"ROOM","message":"a","x":${'['.repeat(1e5)}${']'.repeat(1e5)},"client_id":5`),
    'invalid',
    'client_id',
  ],
  [`"${'x'.repeat(256 * 1024)}"`, 'too_large'],
];

describe('fsego: hostile frames', () => {
  for (const [frame, code, ...fields] of HOSTILE) {
    const title = frame.length > 110 ? `${frame.slice(0, 60)}…${frame.slice(-40)}` : frame;
    it(`answers ${title || 'an empty frame'} with ${[code, ...fields].join(' ')}`, async () => {
      const { bench, socket, chat } = await member();
      await socket.say({ kind: 'text', text: frame.replace('ROOM', chat) });
      const [answer, ...more] = socket.take() as unknown as Told[];
      expect(more).to.deep.equal([]);
      expect(answer).to.include({ action: 'ERROR', code });
      expect(Object.keys(answer?.fields ?? {}).sort()).to.deep.equal([...fields].sort());
      expect([...bench.ports.world.messages.values()].flat()).to.deep.equal([]);
      expect(bench.ports.world.rooms.size).to.equal(1);
      await expectAlive(socket);
    });
  }

  it('answers a binary frame with invalid', async () => {
    const { socket } = await member();
    await socket.say({ kind: 'binary' });
    expect(socket.take()).to.deep.equal([
      { action: 'ERROR', request: null, code: 'invalid', message: 'Only text frames are understood.' },
    ]);
  });

  it('answers every request but DATA, NEW_CHATS and the ping with unauthenticated before somebody came', async () => {
    const socket = buildSite().connect();
    for (const action of ['VIEW_CHAT', 'OUT_CHAT', 'ADD_MESSAGE']) {
      const frame = { action, chat_key: 'trusted-key', chats_id: '1', message: 'hi', request_id: action };
      const answer = await answerTo(socket, frame);
      expect(answer).to.include({ request: action, code: 'unauthenticated', request_id: action });
    }
  });

  it('closes the socket after ten frames in a minute that are no request, and not for wrong fields', async () => {
    const { socket } = await member();
    for (let n = 0; n < 20; n += 1) await socket.say({ kind: 'text', text: data('{}') });
    expect(socket.closed).to.deep.equal([]);
    const unread = ['nonsense', '{"action":"no such action"}', '[]'];
    for (let n = 0; n < 9; n += 1) await socket.say({ kind: 'text', text: unread[n % 3] ?? '' });
    expect(socket.closed).to.deep.equal([]);
    await socket.say({ kind: 'binary' });
    expect(socket.closed).to.deep.equal(['too many malformed frames']);
  });

  it('survives two thousand random frames, each with one error at most of a known code', async function () {
    this.timeout(240_000);
    const { bench, socket, chat } = await member();
    const value = fc.oneof(fc.jsonValue(), fc.constant(chat), fc.constant(JSON.parse(ANN)), fc.string());
    const shaped = fc
      .record(
        {
          action: fc.constantFrom(...ACTIONS, 'nothing'),
          chat_key: fc.oneof(fc.constant('trusted-key'), value),
          user: value,
          user_sender: value,
          user_recipient: value,
          chats_id: value,
          message: value,
          request_id: value,
          limit: value,
          before_id: value,
          client_id: value,
          file_ids: value,
        },
        { requiredKeys: ['action', 'chat_key'] },
      )
      .map((frame) => JSON.stringify(frame));
    const frames = fc.sample(fc.oneof(fc.json(), shaped, shaped, fc.string()), { numRuns: 2_000, seed: 7 });
    for (const text of frames) {
      await socket.say({ kind: 'text', text });
      const errors = (socket.take() as unknown as Told[]).filter(({ action }) => action === 'ERROR');
      expect(errors.length, text).to.be.at.most(1);
      for (const { code } of errors) expect(ERROR_NAMES, text).to.include(code);
      expect(JSON.stringify(errors), text).to.not.match(/went wrong|\.ts:/);
    }
    expect(bench.failures).to.deep.equal([]);
    expect(await answerTo(socket, { action: 'DATA', request_id: 'alive' })).to.include({
      request_id: 'alive',
    });
  });

  it('has a row for each action and one for the ping', () => {
    expect(Object.keys(fsego.rows).sort()).to.deep.equal([...ACTIONS, 'ping'].sort());
  });
});

async function member(): Promise<{ bench: DialectBench; socket: BenchSocket; chat: string }> {
  const bench = buildSite();
  const { socket } = await enter(bench, person('ann', { name: 'Ann' }));
  const chat = await chatOf(socket, { sender: person('ann'), recipient: person('bob') });
  return { bench, socket, chat };
}

async function expectAlive(socket: BenchSocket): Promise<void> {
  await socket.say({ kind: 'text', text: 'ping' });
  expect(socket.take()).to.deep.equal(['pong']);
  expect(socket.closed).to.deep.equal([]);
}
