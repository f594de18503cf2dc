import type { UserId } from '../ids.js';
import type { NotificationSettings } from '../model/notification.js';

export interface NotificationSettingsStore {
  set(userId: UserId, settings: NotificationSettings): Promise<void>;
  /** Who never set anything is missing. */
  findMany(userIds: readonly UserId[]): Promise<ReadonlyMap<UserId, NotificationSettings>>;
  /** As if they had never set anything. */
  delete(userId: UserId): Promise<void>;
}
