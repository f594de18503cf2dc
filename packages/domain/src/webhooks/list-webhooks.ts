import type { Domain } from '../domain.js';
import type { Actor } from '../model/user.js';
import type { Webhook } from '../model/webhook.js';
import { requireWebhookScope } from './require-webhook-scope.js';

/** Those of the caller's tenant. @throws ChatError `forbidden` */
export async function listWebhooks(domain: Domain, actor: Actor): Promise<readonly Webhook[]> {
  requireWebhookScope(actor);
  return domain.webhooks.list(actor.tenant);
}
