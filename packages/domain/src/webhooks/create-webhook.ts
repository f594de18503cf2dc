import type { Domain } from '../domain.js';
import { ChatError, invalidField } from '../errors.js';
import { distinct } from '../flow/distinct.js';
import { LIMITS } from '../limits.js';
import type { Actor } from '../model/user.js';
import type { Webhook, WebhookEvent } from '../model/webhook.js';
import { requireWebhookScope } from './require-webhook-scope.js';

/** @throws ChatError `forbidden`; `invalid` for a URL that is never asked; `conflict` when the tenant has as many as it may */
export async function createWebhook(
  domain: Domain,
  actor: Actor,
  { url, events }: { readonly url: string; readonly events: readonly WebhookEvent[] },
): Promise<{ readonly webhook: Webhook; readonly secret: string }> {
  requireWebhookScope(actor);
  const refusal = domain.outbound.refusalOf(url);
  if (refusal !== null) throw invalidField('url', refusal);
  const { tenant } = actor;
  if ((await domain.webhooks.list(tenant)).length >= LIMITS.webhooksPerTenant) {
    throw new ChatError('conflict', `There are ${LIMITS.webhooksPerTenant} webhooks already.`);
  }
  const secret = domain.outbound.newWebhookSecret();
  const createdAt = domain.clock.now();
  const webhook = await domain.webhooks.create({ tenant, url, events: distinct(events), secret, createdAt });
  return { webhook, secret };
}
