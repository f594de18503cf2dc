import type { EpochMs, TenantId } from '../ids.js';
import { LIMITS } from '../limits.js';
import type { ExternalDraft } from '../ports/user-store.js';
import type { VisitorProfile } from '../use-cases.js';
import { checkEmail } from './check-email.js';
import { checkProfile } from './check-profile.js';

/** The profile as it may be stored. A blank name becomes the id: host sites know people without one. @throws ChatError `invalid` naming the field */
export function visitorDraft(
  profile: VisitorProfile,
  identity: { readonly tenant: TenantId; readonly externalId: string; readonly createdAt: EpochMs },
): ExternalDraft {
  const { email, lastName, middleName, phone, photo } = profile;
  const nameless = profile.firstName.trim() === '';
  // An id may be longer than a name.
  const firstName = nameless
    ? profile.externalId.slice(0, LIMITS.nameLength).toWellFormed()
    : profile.firstName;
  const checked = checkProfile({ firstName, lastName, middleName, phone, photo });
  return {
    ...identity,
    email: email === null || email.trim() === '' ? null : checkEmail(email),
    firstName: checked.firstName ?? firstName,
    lastName: checked.lastName ?? null,
    middleName: checked.middleName ?? null,
    phone: checked.phone ?? null,
    photo: checked.photo ?? null,
  };
}
