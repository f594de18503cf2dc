import type { EpochMs, Presence, PresenceBoard, UserId } from '@crosstalk/domain';

/** Presence as the test says; everyone else is offline. */
export class MemoryPresenceBoard implements PresenceBoard {
  readonly #online = new Set<UserId>();
  readonly #lastSeen = new Map<UserId, EpochMs>();

  setOnline(...userIds: readonly UserId[]): void {
    for (const userId of userIds) this.#online.add(userId);
  }

  setOffline(userId: UserId, lastSeen: EpochMs): void {
    this.#online.delete(userId);
    this.#lastSeen.set(userId, lastSeen);
  }

  async read(userIds: readonly UserId[]): Promise<readonly Presence[]> {
    return userIds.map((userId) => {
      const online = this.#online.has(userId);
      return { userId, online, lastSeen: online ? null : (this.#lastSeen.get(userId) ?? null) };
    });
  }
}
