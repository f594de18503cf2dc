import type { Domain } from '../domain.js';
import { notFound } from '../errors.js';
import type { Actor } from '../model/user.js';

/** The key that a browser needs to subscribe. @throws ChatError `not_found` when push is off */
export async function getPushKey(domain: Domain, _actor: Actor): Promise<string> {
  const key = await domain.outbound.pushKey();
  if (key === null) throw notFound('key: push is off');
  return key;
}
