import type { Domain } from '../domain.js';
import type { Actor } from '../model/user.js';

/** The caller's browser is told no more; nothing happens when it was not. */
export async function deletePushSubscription(domain: Domain, actor: Actor, endpoint: string): Promise<void> {
  await domain.pushSubscriptions.delete(actor.userId, endpoint);
}
