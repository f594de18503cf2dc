import type { Domain } from '../domain.js';
import { ChatError } from '../errors.js';
import { userChannel } from '../events/channel.js';
import type { Authenticated, Visitor } from '../use-cases.js';
import { visitorDraft } from './visitor-draft.js';
import { requireSite, visitorIdOf } from './visitor-identity.js';

/**
 * Who the host site says is there; their profile becomes the given one. At a signed site the id must be signed, and the person is the token
 * user with that external id; at a trusted one they are nobody but themselves and have no scopes.
 * @throws ChatError `forbidden` for an unknown key, `unauthenticated` for a missing or wrong signature, `invalid`
 */
export async function authenticateVisitor(domain: Domain, visitor: Visitor): Promise<Authenticated> {
  const { chatKey, signature } = visitor;
  const site = requireSite(domain, chatKey);
  const signed = signature !== null && domain.hostSites.isSigned(chatKey, visitor.externalId, signature);
  if (site.identity === 'signed' && !signed) {
    throw new ChatError('unauthenticated', 'The signature of the id is missing or wrong.');
  }
  const { tenant } = site;
  const identity = { tenant, externalId: visitorIdOf(site, visitor.externalId) };
  const draft = visitorDraft(visitor, { ...identity, createdAt: domain.clock.now() });
  const { user, changed } = await domain.users.ensureVisitor(draft, { refresh: true });
  if (user.erasedAt !== undefined) throw new ChatError('unauthenticated', 'The account is gone.');
  if (changed) {
    domain.events.publish(userChannel(user.id), { type: 'user.updated', userId: user.id, user });
  }
  return { actor: { userId: user.id, tenant, scopes: [] }, user, expiresAt: null };
}
