import type { ExternalDraft, TenantId, User } from '@crosstalk/domain';
import type { mongo } from 'mongoose';
import { isDuplicateError } from '../errors/duplicate-key.js';
import type { IdLease } from '../ids/id-lease.js';
import { findErased } from './erase-user.js';
import {
  newUserDoc,
  ONE_USER_PER_EMAIL,
  ONE_USER_PER_EXTERNAL_ID,
  PROFILE,
  type ProfileDoc,
  toUser,
  type UserDoc,
} from './user-schema.js';

export interface UserCreation {
  readonly users: mongo.Collection<UserDoc>;
  readonly userIds: IdLease;
}

async function findExternal(
  users: mongo.Collection<UserDoc>,
  tenant: TenantId,
  externalId: string,
): Promise<User | null> {
  const doc = await users.findOne<ProfileDoc>({ tenant, externalId }, { projection: PROFILE });
  return doc && toUser(doc);
}

/** The user of an external issuer, made on first sight. */
export async function ensureExternalUser(
  { users, userIds }: UserCreation,
  draft: ExternalDraft,
): Promise<User> {
  const known = await findExternal(users, draft.tenant, draft.externalId);
  if (known) return known;
  const erased = await findErased(users, draft);
  if (erased) return erased;
  const id = await userIds.takeOne();
  const insert = async (email: string | null): Promise<User> => {
    const doc = newUserDoc(id, { ...draft, email, passwordHash: null });
    await users.insertOne(doc);
    return toUser(doc);
  };
  try {
    return await insert(draft.email).catch((error: unknown) => {
      // Somebody registered here with that address: it stays theirs, and the newcomer is a person without one.
      if (isDuplicateError(ONE_USER_PER_EMAIL, error)) return insert(null);
      throw error;
    });
  } catch (error) {
    const winner =
      isDuplicateError(ONE_USER_PER_EXTERNAL_ID, error) &&
      (await findExternal(users, draft.tenant, draft.externalId));
    if (winner) return winner;
    throw error;
  }
}
