import { invalidField } from '../errors.js';
import { LIMITS } from '../limits.js';
import type { UserChanges } from '../model/user.js';
import { checkText } from '../text/check-text.js';

const PICTURE_URL = /^https?:\/\/[^\s"'<>\\]+$/iu;
const URL_LENGTH = 2_048;
const PHONE_LENGTH = 32;

type Given = { readonly [Field in keyof UserChanges]?: string | null | undefined };

/** The fields that are given, trimmed; blank optional ones become null. @throws ChatError `invalid` naming the field */
export function checkProfile(given: Given): UserChanges {
  const { firstName, lastName, middleName, phone, photo } = given;
  return {
    ...(typeof firstName === 'string' && { firstName: checkFirstName(firstName) }),
    ...(lastName !== undefined && { lastName: optional(lastName, 'lastName', LIMITS.nameLength) }),
    ...(middleName !== undefined && { middleName: optional(middleName, 'middleName', LIMITS.nameLength) }),
    ...(phone !== undefined && { phone: optional(phone, 'phone', PHONE_LENGTH) }),
    ...(photo !== undefined && { photo: checkPhoto(photo) }),
  };
}

function checkFirstName(name: string): string {
  return checkText(name.trim(), { field: 'firstName', min: 1, max: LIMITS.nameLength });
}

function optional(value: string | null, field: string, max: number): string | null {
  const trimmed = value?.trim() ?? '';
  return trimmed === '' ? null : checkText(trimmed, { field, max });
}

/** Only web addresses: other clients put it into `<img src>`. */
function checkPhoto(value: string | null): string | null {
  const photo = optional(value, 'photo', URL_LENGTH);
  if (photo !== null && !PICTURE_URL.test(photo)) throw invalidField('photo', 'must be an http or https URL');
  return photo;
}
