import type { UserId } from '../ids.js';

/** What a person wants to be told while they are offline. */
export interface NotificationSettings {
  readonly push: boolean;
  readonly email: boolean;
}

/** Of who never said anything. */
export const DEFAULT_NOTIFICATIONS: NotificationSettings = { push: true, email: true };

/** Made by a browser (RFC 8291): who knows the two keys and the endpoint can write to this browser. */
export interface PushKeys {
  /** Base64url of a point on P-256, 65 bytes. */
  readonly p256dh: string;
  /** Base64url, 16 bytes. */
  readonly auth: string;
}

export interface PushSubscription {
  /** Stands for the endpoint in queues and logs, where the endpoint itself must not be. */
  readonly id: string;
  readonly userId: UserId;
  readonly endpoint: string;
  readonly keys: PushKeys;
}
