import type { Domain } from '../domain.js';
import { notFound } from '../errors.js';
import type { Actor } from '../model/user.js';
import type { WebhookId } from '../model/webhook.js';
import { requireWebhookScope } from './require-webhook-scope.js';

/** @throws ChatError `forbidden`, `not_found` (another tenant's too) */
export async function deleteWebhook(domain: Domain, actor: Actor, id: WebhookId): Promise<void> {
  requireWebhookScope(actor);
  if (!(await domain.webhooks.delete(actor.tenant, id))) throw notFound('webhook');
}
