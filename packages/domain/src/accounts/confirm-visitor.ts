import type { Domain } from '../domain.js';
import { ChatError } from '../errors.js';
import type { Actor } from '../model/user.js';
import { requireOwnSite, visitorIdOf } from './visitor-identity.js';

/**
 * Asks whether the key is one of the caller's own system and the id, where one is given, their own there. Nothing is stored, so that a
 * socket cannot change somebody else's profile by naming them. @throws ChatError `forbidden` when not, `invalid` for no such id
 */
export async function confirmVisitor(
  domain: Domain,
  actor: Actor,
  { chatKey, externalId }: { readonly chatKey: string; readonly externalId?: string | undefined },
): Promise<void> {
  const site = requireOwnSite(domain, actor, chatKey);
  if (externalId === undefined) return;
  const user = await domain.users.find(actor.userId);
  if (user?.externalId !== visitorIdOf(site, externalId)) {
    throw new ChatError('forbidden', 'This connection belongs to another user.');
  }
}
