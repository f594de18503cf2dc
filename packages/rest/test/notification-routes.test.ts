import type { UserId } from '@crosstalk/domain';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createTestApi } from './test-api.js';

const KEYS = { p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) };
const ENDPOINT = 'https://push.example.com/send/abc';

describe('notifications over REST', () => {
  it('are on until somebody says otherwise, and are each person’s own', async () => {
    const { call, person } = createTestApi();
    const [ann, bob] = [await person('Ann'), await person('Bob')];
    const get = async (token: string) => (await call('GET', '/me/notifications', { token })).json;
    expect(await get(ann.token)).to.deep.equal({ push: true, email: true });
    const json = { push: true, email: false };
    const put = await call('PUT', '/me/notifications', { token: ann.token, json });
    expect(put.json).to.deep.equal(json);
    expect(await get(ann.token)).to.deep.equal(json);
    expect(await get(bob.token)).to.deep.equal({ push: true, email: true });
    const half = await call('PUT', '/me/notifications', { token: ann.token, json: { push: true } });
    expect(half.status).to.equal(422);
  });

  it('go to the browsers that subscribed, which nobody else can end', async () => {
    const { call, person, ports } = createTestApi();
    const [ann, bob] = [await person('Ann'), await person('Bob')];
    const json = { endpoint: ENDPOINT, keys: KEYS };
    const subscriptions = () => ports.pushSubscriptions.ofUsers([ann.id as UserId]);
    await call('PUT', '/me/push/subscriptions', { token: ann.token, json });
    expect(await subscriptions()).to.have.length(1);
    const end = (token: string) =>
      call('DELETE', '/me/push/subscriptions', { token, json: { endpoint: ENDPOINT } });
    expect((await end(bob.token)).status).to.equal(204);
    expect(await subscriptions()).to.have.length(1);
    expect((await end(ann.token)).status).to.equal(204);
    expect(await subscriptions()).to.deep.equal([]);
  });

  it('take no endpoint that is never asked and no keys that are none', async () => {
    const { call, person } = createTestApi();
    const ann = await person('Ann');
    const refused = async (json: unknown) => {
      const { status, json: problem } = await call('PUT', '/me/push/subscriptions', {
        token: ann.token,
        json,
      });
      expect(status).to.equal(422);
      return Object.keys(problem.fields as object);
    };
    for (const endpoint of ['http://push.example.com/', 'file:///etc/passwd', '//x', 5, null]) {
      expect(await refused({ endpoint, keys: KEYS }), String(endpoint)).to.deep.equal(['endpoint']);
    }
    const wrongKeys = { p256dh: 'B'.repeat(86), auth: `${'a'.repeat(21)}!` };
    expect(await refused({ endpoint: ENDPOINT, keys: wrongKeys })).to.deep.equal([
      'keys.p256dh',
      'keys.auth',
    ]);
    expect(await refused({ endpoint: ENDPOINT })).to.deep.equal(['keys']);
  });

  it('have no push key while push is off', async () => {
    const { call, person, ports } = createTestApi();
    const ann = await person('Ann');
    expect((await call('GET', '/me/push/key', { token: ann.token })).json).to.deep.equal({
      public_key: 'public-key',
    });
    ports.outbound.key = null;
    expect((await call('GET', '/me/push/key', { token: ann.token })).status).to.equal(404);
  });
});
