import { expect } from 'chai';
import { describe, it } from 'mocha';
import { answerTo, buildSite, enter, person } from './support/site.js';

describe('fsego: ping', () => {
  for (const [sent, answer] of [
    ['"ping"', '"pong"'],
    ['ping', 'pong'],
    [' "ping"\n', '"pong"'],
    ['ping\n', 'pong'],
  ] as const) {
    it(`answers ${JSON.stringify(sent)} with ${JSON.stringify(answer)}, before DATA and after it`, async () => {
      const bench = buildSite();
      const fresh = bench.connect();
      const { socket } = await enter(bench, person(1));
      for (const each of [fresh, socket]) {
        await each.say({ kind: 'text', text: sent });
        expect(each.take()).to.deep.equal([answer]);
      }
      expect(bench.failures).to.deep.equal([]);
    });
  }

  it('is no action', async () => {
    const answer = await answerTo(buildSite().connect(), { action: 'ping', request_id: 'p' });
    expect(answer).to.include({ action: 'ERROR', request: 'ping', code: 'invalid', request_id: 'p' });
  });
});
