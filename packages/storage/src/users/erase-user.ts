import { createHash } from 'node:crypto';
import {
  type EpochMs,
  ERASED_ID_MS,
  ERASED_NAME,
  type TenantId,
  type User,
  type UserId,
} from '@crosstalk/domain';
import type { mongo } from 'mongoose';
import { PROFILE, type ProfileDoc, toUser, type UserDoc } from './user-schema.js';

type Users = mongo.Collection<UserDoc>;

/** The condition of living people, in every update of a profile. */
export const LIVING = { erasedAt: { $exists: false } } as const;

const WITHOUT = {
  email: null,
  firstName: ERASED_NAME,
  lastName: null,
  middleName: null,
  phone: null,
  photo: null,
  passwordHash: null,
  terms: [],
  lastSeen: null,
} as const;

/** Leaves a nameless profile, once; afterwards it answers what is left. Null when there is no such user. */
export async function eraseUser(users: Users, id: UserId, at: EpochMs): Promise<User | null> {
  const doc = await users.findOne<ProfileDoc>({ _id: id }, { projection: PROFILE });
  if (doc === null || doc.erasedAt !== undefined) return doc && toUser(doc);
  const { tenant, externalId } = doc;
  const erasedId =
    externalId === undefined ? {} : { erasedId: erasedIdOf({ tenant: tenant as TenantId, externalId }) };
  await users.updateOne(
    { _id: id, ...LIVING },
    {
      $set: { ...WITHOUT, terms: [], erasedAt: new Date(at), ...erasedId },
      $unset: { externalId: true, emailLower: true },
    },
  );
  const left = await users.findOne<ProfileDoc>({ _id: id }, { projection: PROFILE });
  return left && toUser(left);
}

/** What is left of somebody whom another system knows by this id, and who was erased lately. */
export async function findErased(
  users: Users,
  identity: { readonly tenant: TenantId; readonly externalId: string | null },
): Promise<User | null> {
  const since = new Date(Date.now() - ERASED_ID_MS);
  const doc = await users.findOne<ProfileDoc>(
    { erasedId: erasedIdOf(identity), erasedAt: { $gte: since } },
    { projection: PROFILE },
  );
  return doc && toUser(doc);
}

/** Forgets the external ids of people who were erased before the time. */
export async function forgetErasedIds(users: Users, before: EpochMs): Promise<void> {
  await users.updateMany(
    { erasedId: { $exists: true }, erasedAt: { $lt: new Date(before) } },
    { $unset: { erasedId: true } },
  );
}

function erasedIdOf({
  tenant,
  externalId,
}: {
  readonly tenant: TenantId;
  readonly externalId: string | null;
}): string {
  return createHash('sha256')
    .update(JSON.stringify([tenant, externalId]))
    .digest('base64url');
}
