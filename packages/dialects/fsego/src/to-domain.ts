/** @module Schemas of what only this wire has: people as their host site describes them, chat keys, chat ids. */
import { wellFormed } from '@crosstalk/dialect-kit';
import { isId, LIMITS, type RoomId, type VisitorProfile } from '@crosstalk/domain';
import { z } from 'zod';

const MAX_ID = 256;
const MAX_KEY = 256;
const MAX_PHONE = 32;
const MAX_AVATAR = 2_048;
/** RFC 5321, section 4.5.3.1.3. */
const MAX_EMAIL = 254;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/u;
const WEB_ADDRESS = /^https?:\/\/[^\s"'<>\\]+$/iu;
const CONTROL = /\p{Cc}/u;

/** One line, trimmed; may be empty. */
function line(max: number) {
  return wellFormed
    .trim()
    .max(max, `must be at most ${max} characters`)
    .refine((text) => !CONTROL.test(text), 'must not contain control characters');
}

const emailSchema = line(MAX_EMAIL).refine(
  (text) => text === '' || EMAIL.test(text),
  'must be an e-mail address or empty',
);

/** Other clients put it into `<img src>`, so what is no web address is not shown. */
const avatarSchema = line(MAX_AVATAR).transform((text) => (WEB_ADDRESS.test(text) ? text : null));

/** `12` and `"12"` are one id. */
const givenIdSchema = z
  .custom<string | number>(isGivenId, `must be an integer or a string of 1 to ${MAX_ID} characters`)
  .transform((id) => String(id).trim());

function isGivenId(value: unknown): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value);
  if (typeof value !== 'string' || !value.isWellFormed() || CONTROL.test(value)) return false;
  const { length } = value.trim();
  return length >= 1 && length <= MAX_ID;
}

/** A person as the document has it: the four strings must be there and may be empty. */
export const personSchema = z.object(
  {
    avatar: avatarSchema,
    email: emailSchema,
    id: givenIdSchema,
    name: line(LIMITS.nameLength),
    phone: line(MAX_PHONE),
    last_name: line(LIMITS.nameLength).nullish(),
    middle_name: line(LIMITS.nameLength).nullish(),
  },
  'must be an object',
);

/** Whoever speaks; a system that signs ids shows the signature of this one. */
export const speakerSchema = personSchema.extend({
  signature: z.string('must be a string').max(MAX_KEY, 'is too long').nullish(),
});

export const keySchema = z
  .string('must be a string')
  .min(1, 'must not be empty')
  .max(MAX_KEY, `must be at most ${MAX_KEY} characters`);

/** Ids of chats are decimal strings on this wire. */
export const chatIdSchema = z
  .string('must be a string')
  .refine((text) => /^[1-9]\d{0,15}$/.test(text) && isId(Number(text)), 'must be the id of a chat')
  .transform((text) => Number(text) as RoomId);

export const timeSchema = z.iso.datetime({ offset: true, error: 'must be an ISO 8601 time' });

export const chatRef = z.object({ chat_key: keySchema, chats_id: chatIdSchema });

export type Person = z.output<typeof personSchema>;
export type Speaker = z.output<typeof speakerSchema>;

export function profileOf(person: Person): VisitorProfile {
  return {
    externalId: person.id,
    email: person.email === '' ? null : person.email,
    firstName: person.name,
    lastName: person.last_name ?? null,
    middleName: person.middle_name ?? null,
    phone: person.phone,
    photo: person.avatar,
  };
}
