import type { EpochMs, Presence, PresenceBoard, UserId } from '@crosstalk/domain';

/** Presence as the test says; everyone else is offline. */
export class MemoryPresenceBoard implements PresenceBoard {
  readonly #online = new Set<UserId>();
  readonly #hidden = new Set<UserId>();
  readonly #lastSeen = new Map<UserId, EpochMs>();

  setOnline(...userIds: readonly UserId[]): void {
    for (const userId of userIds) {
      this.#online.add(userId);
      this.#hidden.delete(userId);
    }
  }

  setOffline(userId: UserId, lastSeen: EpochMs): void {
    this.#online.delete(userId);
    this.#lastSeen.set(userId, lastSeen);
  }

  async setVisible(userId: UserId, visible: boolean): Promise<void> {
    if (visible) this.#hidden.delete(userId);
    else this.#hidden.add(userId);
  }

  isHidden(userId: UserId): boolean {
    return this.#hidden.has(userId);
  }

  async read(userIds: readonly UserId[]): Promise<readonly Presence[]> {
    return userIds.map((userId) => this.of(userId));
  }

  of(userId: UserId): Presence {
    const online = this.#online.has(userId) && !this.#hidden.has(userId);
    return { userId, online, lastSeen: online ? null : (this.#lastSeen.get(userId) ?? null) };
  }
}
