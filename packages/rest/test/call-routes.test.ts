import { createHmac } from 'node:crypto';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createTestApi, itemsOf } from './test-api.js';

describe('ICE servers', () => {
  it('are none unless configured', async () => {
    const { call, person } = createTestApi();
    expect(
      itemsOf(await call('GET', '/calls/ice-servers', { token: (await person('Ann')).token })),
    ).to.deep.equal([]);
  });

  it('come with credentials that a TURN server can check and that end', async () => {
    const environment = {
      STUN_URLS: 'stun:s.example',
      TURN_URLS: 'turn:t.example, turns:t.example',
      TURN_SECRET: 'shared',
    };
    const { call, person, ports } = createTestApi({ environment });
    const { token, id } = await person('Ann');
    const username = `${ports.clock.now() / 1000 + 3_600}:${id}`;
    expect(itemsOf(await call('GET', '/calls/ice-servers', { token }))).to.deep.equal([
      { urls: ['stun:s.example'] },
      {
        urls: ['turn:t.example', 'turns:t.example'],
        username,
        credential: createHmac('sha1', 'shared').update(username).digest('base64'),
      },
    ]);
  });
});
