import type { TenantId, Webhook, WebhookDraft, WebhookId } from '@crosstalk/domain';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { LONG_AGO, present } from './sample.js';
import type { MakeStores, StoresUnderTest } from './stores-under-test.js';

let tenants = 0;

function newTenant(): TenantId {
  tenants += 1;
  return `tenant-${tenants}-${Math.random()}` as TenantId;
}

function draftOf(tenant: TenantId, url = 'https://hooks.example.com/'): WebhookDraft {
  return { tenant, url, events: ['message.posted'], secret: 'whsec_x', createdAt: LONG_AGO };
}

/** URLs of host systems, and when they are told no more. */
export function webhookStoreContract(name: string, makeStores: MakeStores): void {
  describe(`${name} keeps webhooks`, () => {
    let stores: StoresUnderTest;
    before(async () => {
      stores = await makeStores();
    });
    after(() => stores.close());

    const made = (tenant = newTenant()): Promise<Webhook> => stores.webhooks.create(draftOf(tenant));
    const fail = (id: WebhookId, limit: number) =>
      stores.webhooks.gaveUp(id, { error: '$503', at: LONG_AGO + 5, limit });

    it('lists those of a tenant by age, without their secrets', async () => {
      const tenant = newTenant();
      const hooks = [await made(tenant), await made(tenant)];
      await made();
      expect(await stores.webhooks.list(tenant)).to.deep.equal(hooks);
      expect(hooks[0]).to.deep.equal({
        id: present(hooks[0]).id,
        tenant,
        url: 'https://hooks.example.com/',
        events: ['message.posted'],
        createdAt: LONG_AGO,
        givenUp: 0,
        lastError: null,
        lastErrorAt: null,
        disabledAt: null,
      });
    });

    it('gives the secret to who signs', async () => {
      const webhook = await made();
      expect(await stores.webhooks.findWithSecret(webhook.id)).to.deep.equal({ webhook, secret: 'whsec_x' });
      expect(await stores.webhooks.findWithSecret((2 ** 50) as WebhookId)).to.equal(null);
    });

    it('deletes and enables within the tenant only', async () => {
      const { id, tenant } = await made();
      expect(await stores.webhooks.enable(newTenant(), id)).to.equal(null);
      expect(await stores.webhooks.delete(newTenant(), id)).to.equal(false);
      expect(await stores.webhooks.delete(tenant, id)).to.equal(true);
      expect(await stores.webhooks.delete(tenant, id)).to.equal(false);
      expect(await stores.webhooks.enable(tenant, id)).to.equal(null);
    });

    it('disables one with the given number of deliveries given up in a row, and says why', async () => {
      const { id, tenant } = await made();
      expect(present(await fail(id, 2))).to.include({ givenUp: 1, lastError: '$503', disabledAt: null });
      expect(await stores.webhooks.activeFor(tenant, 'message.posted')).to.deep.equal([id]);
      expect(present(await fail(id, 2))).to.include({ givenUp: 2, disabledAt: LONG_AGO + 5 });
      expect(await stores.webhooks.activeFor(tenant, 'message.posted')).to.deep.equal([]);
      const enabled = present(await stores.webhooks.enable(tenant, id));
      expect(enabled).to.include({ givenUp: 0, disabledAt: null, lastError: '$503' });
      expect(await stores.webhooks.activeFor(tenant, 'message.posted')).to.deep.equal([id]);
      expect(await fail((2 ** 50) as WebhookId, 2)).to.equal(null);
    });

    it('forgives what was given up when a delivery goes through', async () => {
      const { id, tenant } = await made();
      await fail(id, 3);
      await stores.webhooks.delivered(id);
      const [webhook] = await stores.webhooks.list(tenant);
      expect(webhook).to.include({ givenUp: 0, lastError: null, lastErrorAt: null });
    });
  });
}
