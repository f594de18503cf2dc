import type { TenantId, UserId } from '@crosstalk/domain';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { type Called, createTestApi, itemsOf } from './test-api.js';

const HOOK = { url: 'https://hooks.example.com/chat', events: ['message.posted'] };

function createStage() {
  const api = createTestApi();
  const hostOf = async (tenant: string, scopes: readonly string[] = ['webhooks:write']) => {
    const person = {
      tenant: tenant as TenantId,
      externalId: null,
      email: null,
      firstName: 'Host',
      lastName: null,
      middleName: null,
      phone: null,
      photo: null,
      passwordHash: null,
      createdAt: 1,
    };
    const user = await api.ports.users.create(person);
    const token = api.ports.accessTokens.grant({
      issuer: 'builtin',
      userId: user?.id as UserId,
      tenant: person.tenant,
      scopes,
      expiresAt: api.ports.clock.now() + 900_000,
      family: null,
    });
    return (method: string, target: string, json?: unknown): Promise<Called> =>
      api.call(method, target, { token, ...(json !== undefined && { json }) });
  };
  return { ...api, hostOf };
}

describe('webhooks over REST', () => {
  it('show their secret once, and say why the last delivery was given up', async () => {
    const { hostOf, ports } = createStage();
    const host = await hostOf('shop');
    const made = await host('POST', '/webhooks', HOOK);
    expect(made.json.secret).to.match(/^whsec_/);
    await ports.webhooks.gaveUp(made.json.id as never, { error: 'HTTP 503', at: 0, limit: 1 });
    const [listed] = itemsOf(await host('GET', '/webhooks'));
    expect(listed).to.include({ id: made.json.id, url: HOOK.url, given_up: 1, last_error: 'HTTP 503' });
    expect(listed?.disabled_at).to.equal('1970-01-01T00:00:00.000Z');
    expect(JSON.stringify(listed)).to.not.include('whsec_');
    const enabled = await host('POST', `/webhooks/${made.json.id}/enable`);
    expect(enabled.json).to.include({ given_up: 0, disabled_at: null });
    expect(JSON.stringify(enabled.json)).to.not.include('whsec_');
  });

  it('are closed to tokens without the scope', async () => {
    const { hostOf } = createStage();
    const made = await (await hostOf('shop'))('POST', '/webhooks', HOOK);
    const stranger = await hostOf('shop', ['projects:write']);
    const answers = [
      await stranger('GET', '/webhooks'),
      await stranger('POST', '/webhooks', HOOK),
      await stranger('DELETE', `/webhooks/${made.json.id}`),
      await stranger('POST', `/webhooks/${made.json.id}/enable`),
    ];
    expect(answers.map(({ status }) => status)).to.deep.equal([403, 403, 403, 403]);
  });

  it('of another tenant are as if they did not exist', async () => {
    const { hostOf } = createStage();
    const made = await (await hostOf('shop'))('POST', '/webhooks', HOOK);
    const other = await hostOf('other');
    expect(itemsOf(await other('GET', '/webhooks'))).to.deep.equal([]);
    expect((await other('DELETE', `/webhooks/${made.json.id}`)).status).to.equal(404);
    expect((await other('POST', `/webhooks/${made.json.id}/enable`)).status).to.equal(404);
  });

  it('take no URL that is never asked, no unknown event and no more than a tenant may have', async () => {
    const { hostOf } = createStage();
    const host = await hostOf('shop');
    for (const url of ['http://hooks.example.com/', 'ftp://x/', 'javascript:alert(1)', 'https://', 7]) {
      const refused = await host('POST', '/webhooks', { ...HOOK, url });
      expect([refused.status, Object.keys(refused.json.fields as object)], String(url)).to.deep.equal([
        422,
        ['url'],
      ]);
    }
    for (const events of [['room.deleted'], [], 'message.posted']) {
      const refused = await host('POST', '/webhooks', { ...HOOK, events });
      expect(refused.status, String(events)).to.equal(422);
    }
    const statuses: number[] = [];
    for (let count = 0; count < 21; count += 1) statuses.push((await host('POST', '/webhooks', HOOK)).status);
    expect(statuses).to.deep.equal([...Array(20).fill(201), 409]);
  });
});
