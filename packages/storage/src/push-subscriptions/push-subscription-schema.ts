import { createHash } from 'node:crypto';
import type { PushSubscription, UserId } from '@crosstalk/domain';
import { Schema } from 'mongoose';

export interface PushSubscriptionDoc {
  /** Hash of the endpoint: who has the endpoint can write to the browser, who has this cannot. */
  readonly _id: string;
  readonly user: number;
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  readonly at: Date;
}

export const pushSubscriptionSchema = new Schema<PushSubscriptionDoc>(
  {
    _id: { type: String, required: true },
    user: { type: Number, required: true },
    endpoint: { type: String, required: true },
    p256dh: { type: String, required: true },
    auth: { type: String, required: true },
    at: Date,
  },
  { versionKey: false },
);
pushSubscriptionSchema.index({ user: 1, at: -1 });

export function subscriptionIdOf(endpoint: string): string {
  return createHash('sha256').update(endpoint).digest('hex');
}

export function toPushSubscription(doc: PushSubscriptionDoc): PushSubscription {
  const { _id: id, user, endpoint, p256dh, auth } = doc;
  return { id, userId: user as UserId, endpoint, keys: { p256dh, auth } };
}
