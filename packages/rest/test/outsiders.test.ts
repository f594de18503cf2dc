import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createTestApi } from './test-api.js';

/** Everything that can be asked about a room, by method and path below it, with a good body. */
const QUESTIONS: readonly (readonly [string, string, object?])[] = [
  ['GET', ''],
  ['PATCH', '', { title: 'mine' }],
  ['PATCH', '', { muted: true }],
  ['DELETE', ''],
  ['PUT', '/members/1'],
  ['DELETE', '/members/1'],
  ['GET', '/messages'],
  ['POST', '/messages', { text: 'hi' }],
  ['POST', '/read', {}],
];
const MISSING = 9_007_199_254_740_991;

describe('an outsider to a room', () => {
  for (const [method, below, json] of QUESTIONS) {
    it(`gets for ${method} /rooms/:id${below} ${Object.keys(json ?? {})} the answer of a room that does not exist`, async () => {
      const { call, person } = createTestApi();
      const [ann, bob, eve] = [await person('Ann'), await person('Bob'), await person('Eve')];
      const room = await call('POST', '/rooms', {
        token: ann.token,
        json: { type: 'group', users: [bob.id] },
      });
      const ask = async (id: unknown) => {
        const called = await call(method, `/rooms/${id}${below}`, {
          token: eve.token,
          ...(json && { json }),
        });
        const { instance, ...rest } = called.json;
        return { status: called.status, headers: called.headers, rest };
      };
      const answer = await ask(room.json.id);
      expect(answer.status).to.equal(404);
      expect(answer).to.deep.equal(await ask(MISSING));
    });
  }

  it('finds nothing by searching in it', async () => {
    const { call, person } = createTestApi();
    const [ann, bob, eve] = [await person('Ann'), await person('Bob'), await person('Eve')];
    const room = await call('POST', '/rooms', { token: ann.token, json: { type: 'group', users: [bob.id] } });
    for (const id of [room.json.id, MISSING]) {
      expect((await call('GET', `/search?q=a&room=${id}`, { token: eve.token })).status).to.equal(404);
    }
  });
});
