import type { EpochMs, TenantId, UserId } from '../ids.js';
import type { User, UserChanges } from '../model/user.js';

export interface UserDraft extends Omit<User, 'id' | 'lastSeen'> {
  /** PHC string; null for people of an external issuer. */
  readonly passwordHash: string | null;
}

/** Somebody whom another system knows. */
export interface ExternalDraft extends Omit<UserDraft, 'passwordHash'> {
  readonly externalId: string;
}

export interface UserStore {
  /** Null when the e-mail address (compared without case) is taken in the tenant. */
  create(draft: UserDraft): Promise<User | null>;
  /** The user with this external id, made on first sight; without the e-mail address when somebody in the tenant owns it. */
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
  setLastSeen(id: UserId, at: EpochMs): Promise<void>;
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
}
