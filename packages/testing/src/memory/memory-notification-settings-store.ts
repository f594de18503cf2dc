import type { NotificationSettings, NotificationSettingsStore, UserId } from '@crosstalk/domain';

export class MemoryNotificationSettingsStore implements NotificationSettingsStore {
  readonly #settings = new Map<UserId, NotificationSettings>();

  async set(userId: UserId, settings: NotificationSettings): Promise<void> {
    this.#settings.set(userId, settings);
  }

  async delete(userId: UserId): Promise<void> {
    this.#settings.delete(userId);
  }

  async findMany(userIds: readonly UserId[]): Promise<ReadonlyMap<UserId, NotificationSettings>> {
    return new Map([...this.#settings].filter(([userId]) => userIds.includes(userId)));
  }
}
