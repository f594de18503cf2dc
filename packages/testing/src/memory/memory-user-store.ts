import {
  type EpochMs,
  ERASED_NAME,
  type ExternalDraft,
  type TenantId,
  type User,
  type UserChanges,
  type UserDraft,
  type UserId,
  type UserStore,
} from '@crosstalk/domain';
import { wordsOf } from './words-of.js';

interface Account {
  readonly user: User;
  readonly passwordHash: string | null;
  /** The address that is theirs alone, for comparison; a visitor's is shown and not owned. */
  readonly ownedEmail: string | null;
}

/** Users in memory; an e-mail address is unique in its tenant without regard to case. */
export class MemoryUserStore implements UserStore {
  readonly #accounts = new Map<UserId, Account>();
  /** Who was known to another system by this, and was erased. */
  readonly #erasedIds = new Map<string, UserId>();
  readonly #nextId: () => number;

  constructor(nextId: () => number) {
    this.#nextId = nextId;
  }

  async create(draft: UserDraft): Promise<User | null> {
    const taken = draft.email !== null && this.#byEmail(draft.tenant, draft.email) !== undefined;
    return taken ? null : this.#insert(draft, draft.email);
  }

  async ensureExternal(draft: ExternalDraft): Promise<User> {
    const known = this.#byExternalId(draft) ?? this.#erasedBy(draft);
    if (known !== undefined) return known.user;
    const taken = draft.email !== null && this.#byEmail(draft.tenant, draft.email) !== undefined;
    const email = taken ? null : draft.email;
    return this.#insert({ ...draft, email, passwordHash: null }, email);
  }

  async ensureVisitor(
    draft: ExternalDraft,
    { refresh }: { readonly refresh: boolean },
  ): Promise<{ readonly user: User; readonly changed: boolean }> {
    const erased = this.#erasedBy(draft);
    if (erased !== undefined) return { user: erased.user, changed: false };
    const known = this.#byExternalId(draft);
    if (known === undefined) {
      return { user: this.#insert({ ...draft, passwordHash: null }, null), changed: false };
    }
    const { user, ownedEmail } = known;
    const { firstName, lastName, middleName, phone, photo } = draft;
    const email = ownedEmail === null ? draft.email : user.email;
    const profile = { email, firstName, lastName, middleName, phone, photo };
    const fields = Object.keys(profile) as (keyof typeof profile)[];
    if (!refresh || fields.every((field) => user[field] === profile[field])) return { user, changed: false };
    return { user: this.#patch(user.id, profile) ?? user, changed: true };
  }

  async find(id: UserId): Promise<User | null> {
    return this.#accounts.get(id)?.user ?? null;
  }

  async findMany(ids: readonly UserId[]): Promise<ReadonlyMap<UserId, User>> {
    const found = ids.flatMap((id) => this.#accounts.get(id)?.user ?? []);
    return new Map(found.map((user) => [user.id, user]));
  }

  async findCredentials(
    tenant: TenantId,
    email: string,
  ): Promise<{ readonly user: User; readonly passwordHash: string | null } | null> {
    const account = this.#byEmail(tenant, email);
    return account === undefined ? null : { user: account.user, passwordHash: account.passwordHash };
  }

  async update(id: UserId, changes: UserChanges): Promise<User | null> {
    return this.#isErased(id) ? null : this.#patch(id, changes);
  }

  async search(tenant: TenantId, query: string, limit: number): Promise<readonly User[]> {
    const terms = wordsOf(query);
    const matches = ({ user, ownedEmail }: Account): boolean => {
      if (user.erasedAt !== undefined) return false;
      if (ownedEmail === keyOf(query)) return true;
      const names = wordsOf([user.firstName, user.middleName, user.lastName].join(' '));
      return terms.length > 0 && terms.every((term) => names.some((name) => name.startsWith(term)));
    };
    return this.#of(tenant)
      .filter(matches)
      .map(({ user }) => user)
      .slice(0, limit);
  }

  async setLastSeen(id: UserId, at: EpochMs): Promise<void> {
    if (!this.#isErased(id)) this.#patch(id, { lastSeen: at });
  }

  async erase(id: UserId, at: EpochMs): Promise<User | null> {
    const account = this.#accounts.get(id);
    if (account === undefined || this.#isErased(id)) return account?.user ?? null;
    const { tenant, externalId, createdAt } = account.user;
    if (externalId !== null) this.#erasedIds.set(JSON.stringify([tenant, externalId]), id);
    const nothing = { externalId: null, email: null, lastName: null, middleName: null, phone: null };
    const left = { photo: null, lastSeen: null, firstName: ERASED_NAME, erasedAt: at };
    const user: User = { id, tenant, createdAt, ...nothing, ...left };
    this.#accounts.set(id, { user, passwordHash: null, ownedEmail: null });
    return user;
  }

  async forgetErasedIds(before: EpochMs): Promise<void> {
    for (const [key, id] of this.#erasedIds) {
      if ((this.#accounts.get(id)?.user.erasedAt ?? 0) < before) this.#erasedIds.delete(key);
    }
  }

  #isErased(id: UserId): boolean {
    return this.#accounts.get(id)?.user.erasedAt !== undefined;
  }

  #erasedBy({ tenant, externalId }: ExternalDraft): Account | undefined {
    const id = this.#erasedIds.get(JSON.stringify([tenant, externalId]));
    return id === undefined ? undefined : this.#accounts.get(id);
  }

  #insert({ passwordHash, ...fields }: UserDraft, ownedEmail: string | null): User {
    const user: User = { ...fields, id: this.#nextId() as UserId, lastSeen: null };
    this.#accounts.set(user.id, {
      user,
      passwordHash,
      ownedEmail: ownedEmail === null ? null : keyOf(ownedEmail),
    });
    return user;
  }

  #patch(id: UserId, changes: Partial<User>): User | null {
    const account = this.#accounts.get(id);
    if (account === undefined) return null;
    const user = { ...account.user, ...changes };
    this.#accounts.set(id, { ...account, user });
    return user;
  }

  #of(tenant: TenantId): readonly Account[] {
    return [...this.#accounts.values()].filter(({ user }) => user.tenant === tenant);
  }

  #byEmail(tenant: TenantId, email: string): Account | undefined {
    return this.#of(tenant).find(({ ownedEmail }) => ownedEmail === keyOf(email));
  }

  #byExternalId({ tenant, externalId }: ExternalDraft): Account | undefined {
    return this.#of(tenant).find(({ user }) => user.externalId === externalId);
  }
}

function keyOf(email: string): string {
  return email.trim().toLowerCase();
}
