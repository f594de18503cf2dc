import { PASSWORD_MAX } from '../accounts/check-password.js';
import { requireRate } from '../accounts/require-rate.js';
import type { Domain } from '../domain.js';
import { ChatError, invalidField } from '../errors.js';
import type { Erasure, MessageFate } from '../model/erasure.js';
import type { Actor } from '../model/user.js';
import { beginErasure } from './begin-erasure.js';

/**
 * Erases the caller, who gives their password once more if they have one: a token that fell into other hands must not be enough.
 * @throws ChatError `invalid` without the password, `forbidden` for a wrong one, `rate_limited`
 */
export async function eraseMe(
  domain: Domain,
  actor: Actor,
  { messages, password }: { readonly messages: MessageFate; readonly password?: string | undefined },
): Promise<Erasure> {
  const user = await domain.users.find(actor.userId, { fresh: true });
  if (user === null) throw new ChatError('unauthenticated', 'The account is gone.');
  await checkOwnPassword(domain, actor, { email: user.email, password });
  return beginErasure(domain, { user, askedBy: actor.userId, messages });
}

async function checkOwnPassword(
  domain: Domain,
  { userId, tenant }: Actor,
  { email, password }: { readonly email: string | null; readonly password: string | undefined },
): Promise<void> {
  if (email === null) return;
  const found = await domain.users.findCredentials(tenant, email);
  // Somebody whom another system knows may show an address that is another person's here.
  if (found === null || found.user.id !== userId || found.passwordHash === null) return;
  if (password === undefined) throw invalidField('password', 'is required');
  await requireRate(domain, domain.settings.rateRules.loginPerEmail, email.toLowerCase());
  const fitting = password.length <= PASSWORD_MAX;
  if (!fitting || !(await domain.passwords.verify(password, found.passwordHash))) {
    throw new ChatError('forbidden', 'Wrong password.');
  }
}
