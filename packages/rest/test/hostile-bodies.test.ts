import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { createTestApi, type Person, type TestApi } from './test-api.js';

const JSON_TYPE = { 'content-type': 'application/json' };
const DEEP = 50_000;

/** Values that no field of ours takes. */
const WRONG_IDS: readonly unknown[] = [
  '1',
  0,
  -1,
  1.5,
  9_007_199_254_740_992,
  1e300,
  true,
  null,
  [],
  {},
  { $gt: 0 },
  [[1]],
  '__proto__',
];
const WRONG_TEXTS: readonly unknown[] = [
  0,
  true,
  [],
  {},
  { $ne: '' },
  ['a'],
  '\uD800',
  'a\uDC00b',
  'x'.repeat(16_001),
];

/** Whole bodies, as text, that must be refused by every route that takes one. */
const WRONG_BODIES: readonly string[] = [
  '[]',
  '5',
  '"text"',
  'null',
  'true',
  '{',
  '\u0000',
  'NaN',
  "{'a':1}",
  '['.repeat(DEEP) + ']'.repeat(DEEP),
];

describe('a hostile body', () => {
  let api: TestApi;
  let ann: Person;
  let room: number;
  before(async () => {
    api = createTestApi({ environment: { REST_REQUESTS_PER_MINUTE: '100000' } });
    ann = await api.person('Ann');
    const bob = await api.person('Bob');
    const made = await api.call('POST', '/rooms', {
      token: ann.token,
      json: { type: 'group', users: [bob.id] },
    });
    room = Number(made.json.id);
  });

  const post = (target: string, json: unknown) => api.call('POST', target, { token: ann.token, json });
  const seqOf = async () => (await api.call('GET', `/rooms/${room}`, { token: ann.token })).json.seq;

  it('with anything but an id where an id belongs is refused with the name of the field', async () => {
    for (const wrong of WRONG_IDS) {
      const users = await post('/rooms', { type: 'group', users: [wrong] });
      expect(users.json.fields, JSON.stringify(wrong)).to.have.property('users.0');
      const files = await post(`/rooms/${room}/messages`, { text: 'a', file_ids: [wrong] });
      expect(files.json.fields, JSON.stringify(wrong)).to.have.property('file_ids.0');
      if (wrong === null) continue;
      const reply = await post(`/rooms/${room}/messages`, { text: 'a', reply_to: wrong });
      expect(reply.json.fields, JSON.stringify(wrong)).to.have.property('reply_to');
    }
    expect(await seqOf()).to.equal(0);
  });

  it('with anything but good text where text belongs is refused with the name of the field', async () => {
    for (const wrong of WRONG_TEXTS) {
      const text = await post(`/rooms/${room}/messages`, { text: wrong });
      expect(text.json.fields, JSON.stringify(wrong).slice(0, 40)).to.have.property('text');
      const clientId = await post(`/rooms/${room}/messages`, { text: 'a', client_id: wrong });
      expect(clientId.json.fields, JSON.stringify(wrong).slice(0, 40)).to.have.property('client_id');
      const title = await api.call('PATCH', `/rooms/${room}`, { token: ann.token, json: { title: wrong } });
      expect(title.json.fields, JSON.stringify(wrong).slice(0, 40)).to.have.property('title');
    }
    expect(await seqOf()).to.equal(0);
  });

  it('of another shape than an object, or far too deep, is refused on every route that takes one', async () => {
    const targets = [
      '/auth/register',
      '/auth/login',
      '/auth/refresh',
      '/auth/logout',
      '/rooms',
      `/rooms/${room}/messages`,
    ];
    for (const target of [...targets, `/rooms/${room}/read`]) {
      for (const text of WRONG_BODIES) {
        const options = { token: ann.token, bytes: [Buffer.from(text)], headers: JSON_TYPE };
        const { status } = await api.call('POST', target, options);
        expect(status, `${target} ${text.slice(0, 20)}`).to.be.oneOf([413, 422]);
      }
    }
    expect(api.defects).to.deep.equal([]);
  });

  it('with a prototype in it changes nothing but what was asked for', async () => {
    const text =
      '{"text":"hi","__proto__":{"polluted":1,"client_id":"p"},"constructor":{"prototype":{"polluted":1}}}';
    const options = { token: ann.token, bytes: [Buffer.from(text)], headers: JSON_TYPE };
    const { status, json } = await api.call('POST', `/rooms/${room}/messages`, options);
    expect([status, json.client_id]).to.deep.equal([201, null]);
    expect(({} as Record<string, unknown>).polluted).to.equal(undefined);
  });

  it('with fields that we do not know is taken without them', async () => {
    const { status } = await post(`/rooms/${room}/read`, {
      seq: 0,
      $where: 'sleep(1000)',
      nested: { $gt: '' },
    });
    expect(status).to.equal(200);
  });

  it('does no more harm in a path or query', async () => {
    const paths = [
      '/rooms/0',
      '/rooms/01',
      '/rooms/-1',
      '/rooms/1e3',
      '/rooms/%7B%22$gt%22:0%7D',
      '/rooms/9007199254740993',
    ];
    for (const path of paths) {
      const { status, json } = await api.call('GET', path, { token: ann.token });
      expect([status, Object.keys(json.fields as object)], path).to.deep.equal([422, ['id']]);
    }
    for (const query of ['q[$gt]=', '__proto__=1', 'q=a&q=b', '']) {
      const { status, json } = await api.call('GET', `/users?${query}`, { token: ann.token });
      expect([status, Object.keys(json.fields as object)], query).to.deep.equal([422, ['q']]);
    }
    expect(api.defects).to.deep.equal([]);
  });
});
