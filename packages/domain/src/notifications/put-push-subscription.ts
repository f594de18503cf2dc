import type { Domain } from '../domain.js';
import { invalidField } from '../errors.js';
import { LIMITS } from '../limits.js';
import type { PushKeys } from '../model/notification.js';
import type { Actor } from '../model/user.js';

/** The caller's browser wants to be told. @throws ChatError `invalid` for an endpoint that is never asked */
export async function putPushSubscription(
  domain: Domain,
  actor: Actor,
  { endpoint, keys }: { readonly endpoint: string; readonly keys: PushKeys },
): Promise<void> {
  const refusal = domain.outbound.refusalOf(endpoint);
  if (refusal !== null) throw invalidField('endpoint', refusal);
  const draft = { userId: actor.userId, endpoint, keys, at: domain.clock.now() };
  await domain.pushSubscriptions.put(draft, LIMITS.pushSubscriptions);
}
