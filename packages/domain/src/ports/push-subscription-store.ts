import type { EpochMs, UserId } from '../ids.js';
import type { PushKeys, PushSubscription } from '../model/notification.js';

export interface PushSubscriptionDraft {
  readonly userId: UserId;
  readonly endpoint: string;
  readonly keys: PushKeys;
  readonly at: EpochMs;
}

export interface PushSubscriptionStore {
  /** One for each endpoint: who subscribes last at a browser has it. Of one person only the newest `keep` stay. */
  put(draft: PushSubscriptionDraft, keep: number): Promise<void>;
  /** Of this person only; nothing happens when it is not there. */
  delete(userId: UserId, endpoint: string): Promise<void>;
  /** Which of these people have one, and which. */
  ofUsers(userIds: readonly UserId[]): Promise<readonly Pick<PushSubscription, 'id' | 'userId'>[]>;
  find(id: string): Promise<PushSubscription | null>;
  /** The push service knows it no more. */
  drop(id: string): Promise<void>;
}
