import type { EpochMs, TenantId, UserId } from '../ids.js';
import type { User, UserChanges } from '../model/user.js';

export interface UserDraft extends Omit<User, 'id' | 'lastSeen' | 'erasedAt'> {
  /** PHC string; null for people of an external issuer. */
  readonly passwordHash: string | null;
}

/** Somebody whom another system knows. */
export interface ExternalDraft extends Omit<UserDraft, 'passwordHash'> {
  readonly externalId: string;
}

/**
 * So long the id that another system knows an erased person by is remembered, as a hash: an app that is still open, with a token that is
 * still good, must not bring the person back.
 */
export const ERASED_ID_MS = 86_400_000;

export interface UserStore {
  /** Null when the e-mail address (compared without case) is taken in the tenant. */
  create(draft: UserDraft): Promise<User | null>;
  /**
   * The user with this external id, made on first sight; without the e-mail address when somebody in the tenant owns it. Somebody who was
   * erased less than `ERASED_ID_MS` ago is answered as what is left of them, and not made anew.
   */
  ensureExternal(draft: ExternalDraft): Promise<User>;
  /**
   * The person of a host site, made on first sight; with `refresh` a known one's profile becomes the given one, and `changed` says whether it
   * was another. Their e-mail address is shown and no more: it is not unique, nobody logs in with it and search does not look for it. Who
   * already owns an address (as somebody with a token, who came by `ensureExternal`) keeps it, whatever the site says.
   */
  ensureVisitor(
    draft: ExternalDraft,
    options: { readonly refresh: boolean },
  ): Promise<{ readonly user: User; readonly changed: boolean }>;
  /** Profiles may be some seconds old unless `fresh`. */
  find(id: UserId, options?: { readonly fresh?: boolean }): Promise<User | null>;
  findMany(ids: readonly UserId[]): Promise<ReadonlyMap<UserId, User>>;
  findCredentials(
    tenant: TenantId,
    email: string,
  ): Promise<{ readonly user: User; readonly passwordHash: string | null } | null>;
  update(id: UserId, changes: UserChanges): Promise<User | null>;
  /** People of the tenant whose names begin with the terms, or whose e-mail address is exactly the query. */
  search(tenant: TenantId, query: string, limit: number): Promise<readonly User[]>;
  /** Of somebody who was erased nothing is kept. */
  setLastSeen(id: UserId, at: EpochMs): Promise<void>;
  /**
   * Leaves of the person a nameless profile that nobody can log in to, for good: `update` and the others find nobody any more. Answers what is
   * left; null when there is no such user. May be done again.
   */
  erase(id: UserId, at: EpochMs): Promise<User | null>;
  /** Forgets the hashes of external ids of people who were erased before the time. */
  forgetErasedIds(before: EpochMs): Promise<void>;
}

export interface RefreshTokenRecord {
  readonly hash: string;
  readonly family: string;
  readonly userId: UserId;
  readonly expiresAt: EpochMs;
}

export interface RefreshTokenStore {
  save(record: RefreshTokenRecord): Promise<void>;
  /** Marks the token used, once: of two callers one gets `used: false`. Null when unknown or its family is revoked. */
  use(hash: string, at: EpochMs): Promise<(RefreshTokenRecord & { readonly usedBefore: boolean }) | null>;
  revokeFamily(family: string): Promise<void>;
  countOf(userId: UserId): Promise<number>;
  /** Forgets every token of the person. */
  deleteOf(userId: UserId): Promise<void>;
}
