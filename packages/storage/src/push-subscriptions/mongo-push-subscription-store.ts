import type {
  PushSubscription,
  PushSubscriptionDraft,
  PushSubscriptionStore,
  UserId,
} from '@crosstalk/domain';
import type { mongo } from 'mongoose';
import { TIME_LIMITS_MS } from '../connection/time-limits.js';
import { isDuplicateError } from '../errors/duplicate-key.js';
import {
  type PushSubscriptionDoc,
  subscriptionIdOf,
  toPushSubscription,
} from './push-subscription-schema.js';

const READ = { maxTimeMS: TIME_LIMITS_MS.read } as const;

/** Push subscriptions in MongoDB, by the hash of their endpoint. */
export class MongoPushSubscriptionStore implements PushSubscriptionStore {
  readonly #subscriptions: mongo.Collection<PushSubscriptionDoc>;

  constructor(subscriptions: mongo.Collection<PushSubscriptionDoc>) {
    this.#subscriptions = subscriptions;
  }

  async put({ userId, endpoint, keys, at }: PushSubscriptionDraft, keep: number): Promise<void> {
    const _id = subscriptionIdOf(endpoint);
    const { p256dh, auth } = keys;
    const replace = (): Promise<unknown> =>
      this.#subscriptions.replaceOne(
        { _id },
        { user: userId, endpoint, p256dh, auth, at: new Date(at) },
        { upsert: true },
      );
    await replace().catch((error: unknown) => {
      // Somebody else inserted it between the look and the insert of the upsert: it is there now.
      if (!isDuplicateError('_id_', error)) throw error;
      return replace();
    });
    const old = await this.#subscriptions
      .find({ user: userId }, { ...READ, projection: { _id: 1 } })
      .sort({ at: -1 })
      .skip(keep)
      .toArray();
    if (old.length > 0) await this.#subscriptions.deleteMany({ _id: { $in: old.map((doc) => doc._id) } });
  }

  async delete(userId: UserId, endpoint: string): Promise<void> {
    await this.#subscriptions.deleteOne({ _id: subscriptionIdOf(endpoint), user: userId });
  }

  async ofUsers(userIds: readonly UserId[]): Promise<readonly Pick<PushSubscription, 'id' | 'userId'>[]> {
    const docs = await this.#subscriptions
      .find<Pick<PushSubscriptionDoc, '_id' | 'user'>>(
        { user: { $in: [...userIds] } },
        { ...READ, projection: { user: 1 } },
      )
      .toArray();
    return docs.map(({ _id, user }) => ({ id: _id, userId: user as UserId }));
  }

  async find(id: string): Promise<PushSubscription | null> {
    const doc = await this.#subscriptions.findOne({ _id: id }, READ);
    return doc && toPushSubscription(doc);
  }

  async drop(id: string): Promise<void> {
    await this.#subscriptions.deleteOne({ _id: id });
  }
}
