import type { Domain } from '../domain.js';
import { ChatError, invalidField } from '../errors.js';
import { DEFAULT_TENANT } from '../ids.js';
import type { Registration, SignedIn } from '../use-cases.js';
import { checkEmail } from './check-email.js';
import { checkPassword } from './check-password.js';
import { checkProfile } from './check-profile.js';
import { openSession } from './open-session.js';
import { requireRate } from './require-rate.js';

/** Makes an account and signs in. @throws ChatError `forbidden` (turned off), `invalid`, `rate_limited`, `conflict` (e-mail is taken) */
export async function registerUser(
  domain: Domain,
  input: Registration,
  context: { readonly address: string },
): Promise<SignedIn> {
  if (!domain.settings.registration) throw new ChatError('forbidden', 'Registration is turned off.');
  const email = checkEmail(input.email);
  const password = checkPassword(input.password);
  const { firstName, lastName, middleName, phone, photo } = checkProfile(input);
  if (firstName === undefined) throw invalidField('firstName', 'is required');
  await requireRate(domain, domain.settings.rateRules.registerPerAddress, context.address);
  const user = await domain.users.create({
    tenant: DEFAULT_TENANT,
    externalId: null,
    email,
    firstName,
    lastName: lastName ?? null,
    middleName: middleName ?? null,
    phone: phone ?? null,
    photo: photo ?? null,
    createdAt: domain.clock.now(),
    passwordHash: await domain.passwords.hash(password),
  });
  if (user === null) {
    throw new ChatError('conflict', 'This e-mail address is taken.', { fields: { email: 'is taken' } });
  }
  return openSession(domain, user, domain.refreshTokens.newFamily());
}
