import { ChatError, type ExternalDraft, type User } from '@crosstalk/domain';
import type { mongo } from 'mongoose';
import { isDuplicateError } from '../errors/duplicate-key.js';
import type { UserCreation } from './ensure-external-user.js';
import { findErased } from './erase-user.js';
import {
  nameTermsOf,
  newVisitorDoc,
  ONE_USER_PER_EXTERNAL_ID,
  PROFILE,
  type ProfileDoc,
  toUser,
  type UserDoc,
} from './user-schema.js';

export interface EnsuredVisitor {
  readonly user: User;
  readonly changed: boolean;
}

type Profile = Pick<User, 'email' | 'firstName' | 'lastName' | 'middleName' | 'phone' | 'photo'>;

const MAX_TRIES = 5;

/** The person of a host site, made on first sight; with `refresh` a known one's profile becomes the given one. */
export async function ensureVisitor(
  creation: UserCreation,
  draft: ExternalDraft,
  { refresh }: { readonly refresh: boolean },
): Promise<EnsuredVisitor> {
  const { users } = creation;
  const identity = { tenant: draft.tenant, externalId: draft.externalId };
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const doc = await users.findOne<ProfileDoc>(identity, { projection: PROFILE });
    if (doc !== null && !refresh) return { user: toUser(doc), changed: false };
    const done = doc === null ? await insertVisitor(creation, draft) : await refreshed(users, doc, draft);
    if (done !== null) return done;
  }
  throw new ChatError('unavailable', 'Too many changes of this profile at once. Try again.');
}

/** Null when somebody else made the person meanwhile. */
async function insertVisitor(
  { users, userIds }: UserCreation,
  draft: ExternalDraft,
): Promise<EnsuredVisitor | null> {
  const erased = await findErased(users, draft);
  if (erased) return { user: erased, changed: false };
  const doc = newVisitorDoc(await userIds.takeOne(), draft);
  try {
    await users.insertOne(doc);
    return { user: toUser(doc), changed: false };
  } catch (error) {
    if (isDuplicateError(ONE_USER_PER_EXTERNAL_ID, error)) return null;
    throw error;
  }
}

/** The profile as given, apart from an address that is owned. Null when it changed meanwhile: of two changes at once one is told. */
async function refreshed(
  users: mongo.Collection<UserDoc>,
  doc: ProfileDoc,
  draft: ExternalDraft,
): Promise<EnsuredVisitor | null> {
  const owned = doc.emailLower !== undefined;
  const before = profileOf(doc);
  const after = profileOf({ ...draft, email: owned ? doc.email : draft.email });
  const fields = Object.keys(after) as (keyof typeof after)[];
  if (fields.every((field) => before[field] === after[field])) return { user: toUser(doc), changed: false };
  const changed = await users.findOneAndUpdate(
    { _id: doc._id, ...before, emailLower: { $exists: owned } },
    { $set: { ...after, terms: nameTermsOf(after) } },
    { returnDocument: 'after', projection: PROFILE },
  );
  return changed && { user: toUser(changed), changed: true };
}

function profileOf({ email, firstName, lastName, middleName, phone, photo }: Profile): Profile {
  return { email, firstName, lastName, middleName, phone, photo };
}
