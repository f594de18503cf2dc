import type { NotificationSettings, NotificationSettingsStore, UserId } from '@crosstalk/domain';
import type { mongo } from 'mongoose';
import { TIME_LIMITS_MS } from '../connection/time-limits.js';
import { isDuplicateError } from '../errors/duplicate-key.js';
import type { NotificationSettingsDoc } from './notification-settings-schema.js';

export class MongoNotificationSettingsStore implements NotificationSettingsStore {
  readonly #settings: mongo.Collection<NotificationSettingsDoc>;

  constructor(settings: mongo.Collection<NotificationSettingsDoc>) {
    this.#settings = settings;
  }

  async set(userId: UserId, { push, email }: NotificationSettings): Promise<void> {
    const replace = (): Promise<unknown> =>
      this.#settings.replaceOne({ _id: userId }, { push, email }, { upsert: true });
    await replace().catch((error: unknown) => {
      // Two upserts at once: the other one's document is there now.
      if (!isDuplicateError('_id_', error)) throw error;
      return replace();
    });
  }

  async delete(userId: UserId): Promise<void> {
    await this.#settings.deleteOne({ _id: userId });
  }

  async findMany(userIds: readonly UserId[]): Promise<ReadonlyMap<UserId, NotificationSettings>> {
    const docs = await this.#settings
      .find({ _id: { $in: [...userIds] } }, { maxTimeMS: TIME_LIMITS_MS.read })
      .toArray();
    return new Map(docs.map(({ _id, push, email }) => [_id as UserId, { push, email }]));
  }
}
