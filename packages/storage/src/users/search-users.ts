import type { TenantId, User } from '@crosstalk/domain';
import type { mongo } from 'mongoose';
import { TIME_LIMITS_MS } from '../connection/time-limits.js';
import { prefixOf, termsOf } from '../text/terms-of.js';
import { emailKeyOf, PROFILE, type ProfileDoc, toUser, type UserDoc } from './user-schema.js';

export interface UserQuery {
  readonly tenant: TenantId;
  readonly text: string;
  readonly limit: number;
}

/** People whose names begin with every word of the text, and the one whose e-mail address it is, who comes first. */
export async function searchUsers(
  users: mongo.Collection<UserDoc>,
  { tenant, text, limit }: UserQuery,
): Promise<readonly User[]> {
  const find = (filter: mongo.Filter<UserDoc>): Promise<ProfileDoc[]> =>
    users
      .find<ProfileDoc>({ tenant, ...filter }, { projection: PROFILE, maxTimeMS: TIME_LIMITS_MS.read })
      .limit(limit)
      .toArray();
  const terms = termsOf(text);
  const [byEmail, byName] = await Promise.all([
    text.includes('@') ? find({ emailLower: emailKeyOf(text) }) : [],
    terms.length > 0 ? find({ terms: { $all: terms.map(prefixOf) } }) : [],
  ]);
  const distinct = new Map([...byEmail, ...byName].map((doc) => [doc._id, toUser(doc)]));
  return [...distinct.values()].slice(0, limit);
}
