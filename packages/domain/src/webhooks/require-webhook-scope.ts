import { ChatError } from '../errors.js';
import type { Actor } from '../model/user.js';

/** Of the token of a host system: its webhooks hear of every room of the tenant. */
const WEBHOOKS_WRITE = 'webhooks:write';

/** @throws ChatError `forbidden` */
export function requireWebhookScope(actor: Actor): void {
  if (!actor.scopes.includes(WEBHOOKS_WRITE)) {
    throw new ChatError('forbidden', `This needs a token with the scope ${WEBHOOKS_WRITE}.`);
  }
}
