import { ERROR_CODES } from '@crosstalk/domain';
import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { BenchSocket } from '../../../../test/conformance/bench/bench-socket.js';
import type { DialectBench } from '../../../../test/conformance/bench/dialect-bench.js';
import { consumer } from '../src/dialect.js';
import { frame, openStage, told } from './stage.js';

const HUGE = 'A'.repeat(300 * 1024);

/** Frame of a member of group `CHAT`, the code that it gets and the field that is to blame. */
const HOSTILE: readonly (readonly [frame: string, code: string, field?: string])[] = [
  ['', 'invalid'],
  ['not json', 'invalid'],
  ['[]', 'invalid'],
  ['null', 'invalid'],
  ['5', 'invalid'],
  ['"new_message"', 'invalid'],
  ['{}', 'invalid', 'type'],
  ['{"type":5}', 'invalid', 'type'],
  ['{"type":{"$gt":""}}', 'invalid', 'type'],
  ['{"type":"constructor"}', 'invalid'],
  ['{"type":"__proto__"}', 'invalid'],
  ['{"type":"toString","content":{}}', 'invalid'],
  ['{"type":"new_message"}', 'invalid', 'chat_type'],
  ['{"type":"new_message","content":[]}', 'invalid', 'content'],
  ['{"type":"new_message","content":"x"}', 'invalid', 'content'],
  ['{"type":"set_online","content":0}', 'invalid', 'content'],
  [said('"__proto__":{"chat_type":"group"},"chat_id":CHAT,"message":"x"'), 'invalid', 'chat_type'],
  [said('"chat_type":"group","chat_id":{"$gt":0},"message":"x"'), 'invalid', 'chat_id'],
  [said('"chat_type":"group","chat_id":"CHAT","message":"x"'), 'invalid', 'chat_id'],
  [said('"chat_type":"group","chat_id":9007199254740993,"message":"x"'), 'invalid', 'chat_id'],
  [said('"chat_type":"group","chat_id":1e400,"message":"x"'), 'invalid', 'chat_id'],
  [said('"chat_type":"group","chat_id":987654321,"message":"x"'), 'not_found'],
  [said('"chat_type":"project","chat_id":987654321,"message":"x"'), 'not_found'],
  [said(`"chat_type":"direct","chat_id":"${'1'.repeat(1e5)}_2","message":"x"`), 'invalid', 'chat_id'],
  [said('"chat_type":"direct","chat_id":"1_9007199254740992","message":"x"'), 'invalid', 'chat_id'],
  [said('"chat_type":"group","chat_id":CHAT'), 'invalid', 'message'],
  [said('"chat_type":"group","chat_id":CHAT,"message":{"a":1}'), 'invalid', 'message'],
  [said('"chat_type":"group","chat_id":CHAT,"message":"\\ud800"'), 'invalid', 'message'],
  [said(`"chat_type":"group","chat_id":CHAT,"message":"${'t'.repeat(16_001)}"`), 'invalid', 'message'],
  [said('"chat_type":"group","chat_id":CHAT,"message":"\\n\\t"'), 'invalid', 'message'],
  [said('"chat_type":"group","chat_id":CHAT,"message":"x","reply_to":{"$ne":null}'), 'invalid', 'reply_to'],
  [said('"chat_type":"group","chat_id":CHAT,"message":"x","reply_to":987654321'), 'invalid', 'reply_to'],
  [said('"chat_type":"group","chat_id":CHAT,"message":"x","client_id":"\\udfff"'), 'invalid', 'client_id'],
  [
    '{"type":"delete_message","content":{"chat_type":"group","chat_id":CHAT,"message_id":[1]}}',
    'invalid',
    'message_id',
  ],
  [
    '{"type":"delete_message","content":{"chat_type":"group","chat_id":CHAT,"message_id":987654321}}',
    'not_found',
  ],
  [said(`"chat_type":"group","chat_id":CHAT,"message":"${HUGE}"`), 'too_large'],
  [`${'['.repeat(1e5)}${']'.repeat(1e5)}`, 'invalid'],
  [`{"type":"set_online","content":${'['.repeat(1e5)}${']'.repeat(1e5)}}`, 'invalid', 'content'],
];

describe('consumer: hostile frames', () => {
  for (const [text, code, field] of HOSTILE) {
    it(`answers ${text.slice(0, 90) || 'an empty frame'} with ${code}${field ? ` for ${field}` : ''}`, async () => {
      const { bench, socket, chat } = await member();
      await socket.say({ kind: 'text', text: text.replace('CHAT', String(chat)) });
      const [answer, ...more] = told(socket);
      expect(more).to.deep.equal([]);
      expect(answer).to.include({ type: 'error' });
      expect(answer?.content).to.include({ code });
      expect(Object.keys((answer?.content.fields as object | undefined) ?? {})).to.deep.equal(
        field ? [field] : [],
      );
      expect([...bench.ports.world.messages.values()].flat()).to.deep.equal([]);
      expect(bench.ports.world.rooms.size).to.equal(1);
      await expectAlive(socket);
    });
  }

  it('closes with 4400 at the tenth malformed frame within a minute, and not for refusals', async () => {
    const { socket } = await member();
    for (let time = 0; time < 20; time += 1) await socket.say(frame('nothing'));
    for (let time = 0; time < 9; time += 1)
      await socket.say(time % 2 ? { kind: 'binary' } : { kind: 'text', text: '{' });
    expect(socket.closed).to.deep.equal([]);
    await socket.say({ kind: 'text', text: '{"type":"set_online","content":1}' });
    expect(socket.closed).to.deep.equal(['too many malformed frames']);
    expect(told(socket)).to.have.length(30);
  });

  it('survives two thousand random frames, each with one error at most of a known code', async function () {
    this.timeout(240_000);
    const { bench, socket, chat } = await member();
    const value = fc.oneof(fc.jsonValue(), fc.constant(chat), fc.constantFrom('1_2', '2_1', 77), fc.string());
    const content = fc.record(
      {
        chat_type: fc.oneof(fc.constantFrom('direct', 'project', 'group'), value),
        chat_id: value,
        message: value,
        reply_to: value,
        message_id: value,
        client_id: value,
      },
      { requiredKeys: [] },
    );
    const shaped = fc
      .record({
        type: fc.constantFrom(...Object.keys(consumer.rows), 'nothing'),
        content: fc.oneof(content, content, value),
      })
      .map((each) => JSON.stringify(each));
    const frames = fc.sample(fc.oneof(fc.json(), shaped, shaped, fc.string()), { numRuns: 2_000, seed: 7 });
    for (const text of frames) {
      await socket.say({ kind: 'text', text });
      const errors = told(socket).filter(({ type }) => type === 'error');
      expect(errors.length, text).to.be.at.most(1);
      for (const { content: error } of errors) expect(ERROR_CODES, text).to.include(error.code);
      expect(JSON.stringify(errors), text).to.not.match(/went wrong|\.ts:/);
    }
    expect(bench.failures).to.deep.equal([]);
  });
});

function said(content: string): string {
  return `{"type":"new_message","content":{${content}}}`;
}

async function member(): Promise<{ bench: DialectBench; socket: BenchSocket; chat: number }> {
  const { bench, useCases, ann, bob, connect } = await openStage();
  const { room } = await useCases.createRoom(ann.actor, { type: 'group', users: [bob.id], title: 'Team' });
  return { bench, socket: await connect(ann), chat: room.id };
}

async function expectAlive(socket: BenchSocket): Promise<void> {
  await socket.say(frame('nothing'));
  expect(told(socket)[0]?.content).to.include({ event: 'nothing', code: 'invalid' });
  expect(socket.closed).to.deep.equal([]);
}
