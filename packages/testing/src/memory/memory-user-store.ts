import type { EpochMs, TenantId, User, UserChanges, UserDraft, UserId, UserStore } from '@crosstalk/domain';
import { wordsOf } from './words-of.js';

interface Account {
  readonly user: User;
  readonly passwordHash: string | null;
}

/** Users in memory; an e-mail address is unique in its tenant without regard to case. */
export class MemoryUserStore implements UserStore {
  readonly #accounts = new Map<UserId, Account>();
  readonly #nextId: () => number;
  /** Their addresses are shown, not owned. */
  readonly #visitors = new Set<UserId>();

  constructor(nextId: () => number) {
    this.#nextId = nextId;
  }

  async create(draft: UserDraft): Promise<User | null> {
    const taken = draft.email !== null && this.#byEmail(draft.tenant, draft.email) !== undefined;
    return taken ? null : this.#insert(draft);
  }

  async ensureExternal(
    draft: Omit<UserDraft, 'passwordHash' | 'externalId'> & { readonly externalId: string },
  ): Promise<User> {
    const known = this.#of(draft.tenant).find(({ user }) => user.externalId === draft.externalId);
    return known?.user ?? this.#insert({ ...draft, passwordHash: null });
  }

  async ensureVisitor(
    draft: Omit<UserDraft, 'passwordHash' | 'externalId'> & { readonly externalId: string },
    { refresh }: { readonly refresh: boolean },
  ): Promise<{ readonly user: User; readonly changed: boolean }> {
    const known = this.#of(draft.tenant).find(({ user }) => user.externalId === draft.externalId)?.user;
    if (known === undefined) {
      const user = this.#insert({ ...draft, passwordHash: null });
      this.#visitors.add(user.id);
      return { user, changed: false };
    }
    const { email, firstName, lastName, middleName, phone, photo } = draft;
    const profile = { email, firstName, lastName, middleName, phone, photo };
    const fields = Object.keys(profile) as (keyof typeof profile)[];
    if (!refresh || fields.every((field) => known[field] === profile[field])) {
      return { user: known, changed: false };
    }
    return { user: this.#patch(known.id, profile) ?? known, changed: true };
  }

  async find(id: UserId): Promise<User | null> {
    return this.#accounts.get(id)?.user ?? null;
  }

  async findMany(ids: readonly UserId[]): Promise<ReadonlyMap<UserId, User>> {
    const found = ids.flatMap((id) => this.#accounts.get(id)?.user ?? []);
    return new Map(found.map((user) => [user.id, user]));
  }

  async findCredentials(tenant: TenantId, email: string): Promise<Account | null> {
    return this.#byEmail(tenant, email) ?? null;
  }

  async update(id: UserId, changes: UserChanges): Promise<User | null> {
    return this.#patch(id, changes);
  }

  async search(tenant: TenantId, query: string, limit: number): Promise<readonly User[]> {
    const terms = wordsOf(query);
    const matches = ({ user }: Account): boolean => {
      if (this.#owns(user, query)) return true;
      const names = wordsOf([user.firstName, user.middleName, user.lastName].join(' '));
      return terms.length > 0 && terms.every((term) => names.some((name) => name.startsWith(term)));
    };
    return this.#of(tenant)
      .filter(matches)
      .map(({ user }) => user)
      .slice(0, limit);
  }

  async setLastSeen(id: UserId, at: EpochMs): Promise<void> {
    this.#patch(id, { lastSeen: at });
  }

  #insert({ passwordHash, ...fields }: UserDraft): User {
    const user: User = { ...fields, id: this.#nextId() as UserId, lastSeen: null };
    this.#accounts.set(user.id, { user, passwordHash });
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
    return this.#of(tenant).find(({ user }) => this.#owns(user, email));
  }

  #owns(user: User, email: string): boolean {
    return !this.#visitors.has(user.id) && user.email?.toLowerCase() === email.trim().toLowerCase();
  }
}
