import type { Domain } from '../domain.js';
import { ChatError } from '../errors.js';
import { DEFAULT_TENANT } from '../ids.js';
import type { SignedIn } from '../use-cases.js';
import { PASSWORD_MAX } from './check-password.js';
import { openSession } from './open-session.js';
import { requireRate } from './require-rate.js';

/** Signs in. An unknown address and a wrong password get one answer, after the same work. @throws ChatError `unauthenticated`, `rate_limited` */
export async function logIn(
  domain: Domain,
  input: { readonly email: string; readonly password: string },
  context: { readonly address: string },
): Promise<SignedIn> {
  const email = input.email.trim().toLowerCase();
  const { loginPerAddress, loginPerEmail } = domain.settings.rateRules;
  await requireRate(domain, loginPerAddress, context.address);
  await requireRate(domain, loginPerEmail, email);
  const found = await domain.users.findCredentials(DEFAULT_TENANT, email);
  // Hashing time grows with the length, so what cannot be a password is not hashed as given.
  const password = input.password.slice(0, PASSWORD_MAX + 1);
  const correct = await domain.passwords.verify(password, found?.passwordHash ?? null);
  if (found === null || !correct || password.length > PASSWORD_MAX) {
    throw new ChatError('unauthenticated', 'Wrong e-mail address or password.');
  }
  return openSession(domain, found.user, domain.refreshTokens.newFamily());
}
