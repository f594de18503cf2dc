import type { Domain } from '../domain.js';
import { notFound } from '../errors.js';
import type { Actor } from '../model/user.js';
import type { Webhook, WebhookId } from '../model/webhook.js';
import { requireWebhookScope } from './require-webhook-scope.js';

/** Tries a webhook again that was disabled. @throws ChatError `forbidden`, `not_found` (another tenant's too) */
export async function enableWebhook(domain: Domain, actor: Actor, id: WebhookId): Promise<Webhook> {
  requireWebhookScope(actor);
  const webhook = await domain.webhooks.enable(actor.tenant, id);
  if (webhook === null) throw notFound('webhook');
  return webhook;
}
