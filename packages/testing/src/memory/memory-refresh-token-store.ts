import type { EpochMs, RefreshTokenRecord, RefreshTokenStore, UserId } from '@crosstalk/domain';

/** Refresh tokens in memory; a revoked family stays revoked, also for tokens that are saved later. */
export class MemoryRefreshTokenStore implements RefreshTokenStore {
  readonly #records = new Map<string, RefreshTokenRecord>();
  readonly #used = new Set<string>();
  readonly #revoked = new Set<string>();

  async save(record: RefreshTokenRecord): Promise<void> {
    this.#records.set(record.hash, record);
  }

  async use(
    hash: string,
    _at: EpochMs,
  ): Promise<(RefreshTokenRecord & { readonly usedBefore: boolean }) | null> {
    const record = this.#records.get(hash);
    if (record === undefined || this.#revoked.has(record.family)) return null;
    const usedBefore = this.#used.has(hash);
    this.#used.add(hash);
    return { ...record, usedBefore };
  }

  async revokeFamily(family: string): Promise<void> {
    this.#revoked.add(family);
  }

  async countOf(userId: UserId): Promise<number> {
    return this.#of(userId).length;
  }

  async deleteOf(userId: UserId): Promise<void> {
    for (const { hash } of this.#of(userId)) this.#records.delete(hash);
  }

  #of(userId: UserId): readonly RefreshTokenRecord[] {
    return [...this.#records.values()].filter((record) => record.userId === userId);
  }
}
