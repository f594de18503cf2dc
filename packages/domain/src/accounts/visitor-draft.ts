import type { EpochMs, TenantId } from '../ids.js';
import type { UserDraft } from '../ports/user-store.js';
import type { VisitorProfile } from '../use-cases.js';
import { checkEmail } from './check-email.js';
import { checkProfile } from './check-profile.js';

type VisitorDraft = Omit<UserDraft, 'passwordHash' | 'externalId'> & { readonly externalId: string };

/** The profile as it may be stored. A blank name becomes the id: host sites know people without one. @throws ChatError `invalid` naming the field */
export function visitorDraft(
  profile: VisitorProfile,
  identity: { readonly tenant: TenantId; readonly externalId: string; readonly createdAt: EpochMs },
): VisitorDraft {
  const { email, lastName, middleName, phone, photo } = profile;
  const firstName = profile.firstName.trim() === '' ? profile.externalId : profile.firstName;
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
