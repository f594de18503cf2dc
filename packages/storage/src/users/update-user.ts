import { ChatError, type User, type UserChanges, type UserId } from '@crosstalk/domain';
import type { mongo } from 'mongoose';
import { LIVING } from './erase-user.js';
import { nameTermsOf, PROFILE, type ProfileDoc, toUser, type UserDoc } from './user-schema.js';

const MAX_TRIES = 5;

/**
 * Changes a profile; null when there is no such user. The indexed words are made of all three names, so the update insists on the names
 * that it read: of two changes at once the second reads again.
 */
export async function updateUser(
  users: mongo.Collection<UserDoc>,
  id: UserId,
  changes: UserChanges,
): Promise<User | null> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const doc = await users.findOne<ProfileDoc>({ _id: id }, { projection: PROFILE });
    if (!doc || doc.erasedAt !== undefined) return null;
    const { firstName, middleName, lastName } = doc;
    const changed = await users.findOneAndUpdate(
      { _id: id, firstName, middleName, lastName, ...LIVING },
      { $set: { ...changes, terms: nameTermsOf({ firstName, middleName, lastName, ...changes }) } },
      { returnDocument: 'after', projection: PROFILE },
    );
    if (changed) return toUser(changed);
  }
  throw new ChatError('unavailable', 'Too many changes of this profile at once. Try again.');
}
