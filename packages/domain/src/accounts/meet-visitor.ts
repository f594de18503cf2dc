import type { Domain } from '../domain.js';
import { notFound } from '../errors.js';
import type { Actor, User } from '../model/user.js';
import type { VisitorProfile } from '../use-cases.js';
import { visitorDraft } from './visitor-draft.js';
import { requireOwnSite, visitorIdOf } from './visitor-identity.js';

/**
 * The person whom the caller names by the host site's id: made if missing, never changed, since only they themselves may say who they are.
 * @throws ChatError `forbidden` for an unknown key or one of another tenant than the caller's, `invalid`, `not_found` for somebody who was erased lately
 */
export async function meetVisitor(
  domain: Domain,
  actor: Actor,
  { chatKey, profile }: { readonly chatKey: string; readonly profile: VisitorProfile },
): Promise<User> {
  const site = requireOwnSite(domain, actor, chatKey);
  const identity = { tenant: site.tenant, externalId: visitorIdOf(site, profile.externalId) };
  const draft = visitorDraft(profile, { ...identity, createdAt: domain.clock.now() });
  const { user } = await domain.users.ensureVisitor(draft, { refresh: false });
  if (user.erasedAt !== undefined) throw notFound('user');
  return user;
}
