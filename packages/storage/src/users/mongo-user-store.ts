import type {
  EpochMs,
  ExternalDraft,
  TenantId,
  User,
  UserChanges,
  UserDraft,
  UserId,
  UserStore,
} from '@crosstalk/domain';
import { LoadingCache } from '../cache/loading-cache.js';
import { LruCache } from '../cache/lru-cache.js';
import { TIME_LIMITS_MS } from '../connection/time-limits.js';
import { isDuplicateError } from '../errors/duplicate-key.js';
import { ensureExternalUser, type UserCreation } from './ensure-external-user.js';
import { type EnsuredVisitor, ensureVisitor } from './ensure-visitor.js';
import { eraseUser, forgetErasedIds, LIVING } from './erase-user.js';
import { searchUsers } from './search-users.js';
import { updateUser } from './update-user.js';
import {
  emailKeyOf,
  newUserDoc,
  ONE_USER_PER_EMAIL,
  PROFILE,
  type ProfileDoc,
  toUser,
} from './user-schema.js';

const CACHED_PROFILES = 50_000;
const PROFILE_TTL_MS = 10_000;

/** Users in MongoDB, with a cache of profiles. */
export class MongoUserStore implements UserStore {
  readonly #options: UserCreation;
  readonly #profiles: LoadingCache<UserId, User>;
  /** Who an external id is never changes. */
  readonly #externals = new LruCache<string, UserId>(CACHED_PROFILES);

  constructor(options: UserCreation) {
    this.#options = options;
    this.#profiles = new LoadingCache({
      capacity: CACHED_PROFILES,
      ttlMs: PROFILE_TTL_MS,
      load: (ids) => this.#load(ids),
    });
  }

  async create(draft: UserDraft): Promise<User | null> {
    const doc = newUserDoc(await this.#options.userIds.takeOne(), draft);
    try {
      await this.#options.users.insertOne(doc);
      return toUser(doc);
    } catch (error) {
      if (isDuplicateError(ONE_USER_PER_EMAIL, error)) return null;
      throw error;
    }
  }

  async ensureExternal(draft: ExternalDraft): Promise<User> {
    const key = JSON.stringify([draft.tenant, draft.externalId]);
    const id = this.#externals.get(key);
    const known = id === undefined ? null : await this.#profiles.get(id);
    if (known && known.erasedAt === undefined) return known;
    const user = await ensureExternalUser(this.#options, draft);
    if (user.erasedAt === undefined) this.#externals.set(key, user.id);
    return user;
  }

  async ensureVisitor(draft: ExternalDraft, options: { readonly refresh: boolean }): Promise<EnsuredVisitor> {
    const ensured = await ensureVisitor(this.#options, draft, options);
    if (ensured.changed) this.#profiles.delete(ensured.user.id);
    return ensured;
  }

  async find(id: UserId, { fresh = false } = {}): Promise<User | null> {
    if (fresh) this.#profiles.delete(id);
    return this.#profiles.get(id);
  }

  findMany(ids: readonly UserId[]): Promise<ReadonlyMap<UserId, User>> {
    return this.#profiles.getMany(ids);
  }

  async findCredentials(
    tenant: TenantId,
    email: string,
  ): Promise<{ readonly user: User; readonly passwordHash: string | null } | null> {
    const doc = await this.#options.users.findOne(
      { tenant, emailLower: emailKeyOf(email) },
      { projection: { terms: 0 }, maxTimeMS: TIME_LIMITS_MS.read },
    );
    return doc && { user: toUser(doc), passwordHash: doc.passwordHash };
  }

  async update(id: UserId, changes: UserChanges): Promise<User | null> {
    const user = await updateUser(this.#options.users, id, changes);
    this.#profiles.delete(id);
    return user;
  }

  /** For a change that another node made. */
  invalidate(id: UserId): void {
    this.#profiles.delete(id);
  }

  search(tenant: TenantId, query: string, limit: number): Promise<readonly User[]> {
    return searchUsers(this.#options.users, { tenant, text: query, limit });
  }

  async setLastSeen(id: UserId, at: EpochMs): Promise<void> {
    await this.#options.users.updateOne(
      { _id: id, ...LIVING },
      { $max: { lastSeen: new Date(at) } },
      { writeConcern: { w: 1 } },
    );
    this.#profiles.delete(id);
  }

  async erase(id: UserId, at: EpochMs): Promise<User | null> {
    const left = await eraseUser(this.#options.users, id, at);
    this.#profiles.delete(id);
    return left;
  }

  forgetErasedIds(before: EpochMs): Promise<void> {
    return forgetErasedIds(this.#options.users, before);
  }

  async #load(ids: readonly UserId[]): Promise<ReadonlyMap<UserId, User>> {
    const docs = await this.#options.users
      .find<ProfileDoc>({ _id: { $in: [...ids] } }, { projection: PROFILE, maxTimeMS: TIME_LIMITS_MS.read })
      .toArray();
    return new Map(docs.map((doc) => [doc._id as UserId, toUser(doc)]));
  }
}
