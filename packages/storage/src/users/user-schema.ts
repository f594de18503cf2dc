import type { ExternalDraft, TenantId, User, UserDraft, UserId } from '@crosstalk/domain';
import { Schema } from 'mongoose';
import { termsOf } from '../text/terms-of.js';

export interface UserDoc {
  readonly _id: number;
  readonly tenant: string;
  readonly externalId?: string;
  readonly email: string | null;
  /** For comparison: the address is this person's alone. Absent without one, and in a visitor's, which is shown only. */
  readonly emailLower?: string;
  readonly firstName: string;
  readonly lastName: string | null;
  readonly middleName: string | null;
  readonly phone: string | null;
  readonly photo: string | null;
  readonly passwordHash: string | null;
  /** The words of the names. */
  readonly terms: readonly string[];
  readonly createdAt: Date;
  readonly lastSeen: Date | null;
  readonly erasedAt?: Date;
  /** Hash of the external id of somebody who was erased, for a day. */
  readonly erasedId?: string;
}

export const ONE_USER_PER_EMAIL = 'one_user_per_email';
export const ONE_USER_PER_EXTERNAL_ID = 'one_user_per_external_id';

export const userSchema = new Schema<UserDoc>(
  {
    _id: { type: Number, required: true },
    tenant: { type: String, required: true },
    externalId: String,
    email: String,
    emailLower: String,
    firstName: { type: String, required: true },
    lastName: String,
    middleName: String,
    phone: String,
    photo: String,
    passwordHash: String,
    terms: [String],
    createdAt: Date,
    lastSeen: Date,
    erasedAt: Date,
    erasedId: String,
  },
  { versionKey: false },
);
userSchema.index(
  { tenant: 1, emailLower: 1 },
  { name: ONE_USER_PER_EMAIL, unique: true, partialFilterExpression: { emailLower: { $exists: true } } },
);
userSchema.index(
  { tenant: 1, externalId: 1 },
  {
    name: ONE_USER_PER_EXTERNAL_ID,
    unique: true,
    partialFilterExpression: { externalId: { $exists: true } },
  },
);
userSchema.index({ tenant: 1, terms: 1 });
userSchema.index({ erasedId: 1, erasedAt: 1 }, { partialFilterExpression: { erasedId: { $exists: true } } });

/** What reads of profiles leave in the database. */
export const PROFILE = { passwordHash: 0, terms: 0, erasedId: 0 } as const;
export type ProfileDoc = Omit<UserDoc, 'passwordHash' | 'terms' | 'erasedId'>;

export function toUser(doc: ProfileDoc): User {
  return {
    id: doc._id as UserId,
    tenant: doc.tenant as TenantId,
    externalId: doc.externalId ?? null,
    email: doc.email,
    firstName: doc.firstName,
    lastName: doc.lastName,
    middleName: doc.middleName,
    phone: doc.phone,
    photo: doc.photo,
    createdAt: doc.createdAt.getTime(),
    lastSeen: doc.lastSeen?.getTime() ?? null,
    ...(doc.erasedAt === undefined ? {} : { erasedAt: doc.erasedAt.getTime() }),
  };
}

export function emailKeyOf(email: string): string {
  return email.trim().toLowerCase();
}

export function nameTermsOf(names: Pick<User, 'firstName' | 'middleName' | 'lastName'>): string[] {
  return termsOf([names.firstName, names.middleName, names.lastName].filter(Boolean).join(' '));
}

export function newUserDoc(id: number, draft: UserDraft): UserDoc {
  return {
    _id: id,
    tenant: draft.tenant,
    ...(draft.externalId === null ? {} : { externalId: draft.externalId }),
    email: draft.email,
    ...(draft.email === null ? {} : { emailLower: emailKeyOf(draft.email) }),
    firstName: draft.firstName,
    lastName: draft.lastName,
    middleName: draft.middleName,
    phone: draft.phone,
    photo: draft.photo,
    passwordHash: draft.passwordHash,
    terms: nameTermsOf(draft),
    createdAt: new Date(draft.createdAt),
    lastSeen: null,
  };
}

/** Somebody of a host site: their address is shown, and neither taken nor found. */
export function newVisitorDoc(id: number, draft: ExternalDraft): UserDoc {
  const { emailLower: _, ...doc } = newUserDoc(id, { ...draft, passwordHash: null });
  return doc;
}
