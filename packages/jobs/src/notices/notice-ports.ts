/** @module What notifications need of the world; the worker's composition root fills it in. */
import type {
  EpochMs,
  Member,
  MemberId,
  MemberStore,
  MessageStore,
  NotificationSettingsStore,
  PresenceBoard,
  PushSubscription,
  PushSubscriptionStore,
  RoomId,
  RoomStore,
  UserStore,
  WebhookStore,
} from '@crosstalk/domain';
import type { QueuedJob } from '../queue/queued-job.js';
import type { QueueName } from '../queue/queues.js';

export interface NoticeStore {
  /** The seq up to which notifications were handed over; 0 when there were none. Null when the room is gone. */
  notifiedSeq(roomId: RoomId): Promise<number | null>;
  /** Members who have not read up to `seq`, in an order that never changes, `limit` of them behind `after`. */
  unreadMembers(
    roomId: RoomId,
    page: { readonly seq: number; readonly after: MemberId; readonly limit: number },
  ): Promise<readonly Member[]>;
  /** Never moves back. */
  finish(roomId: RoomId, seq: number): Promise<void>;
}

/** `error` may be shown to who keeps the webhook: it says nothing of what the other side answered. */
export type SendOutcome =
  | { readonly outcome: 'sent' }
  | { readonly outcome: 'gone'; readonly error: string }
  | { readonly outcome: 'failed'; readonly error: string; readonly retryable: boolean };

export interface Channels {
  /** Null: off. */
  readonly push:
    | ((message: {
        readonly subscription: PushSubscription;
        readonly payload: string;
        readonly topic: string;
        readonly urgent: boolean;
        readonly signal: AbortSignal;
      }) => Promise<SendOutcome>)
    | null;
  webhook(delivery: {
    readonly url: string;
    readonly secret: string;
    readonly id: string;
    readonly body: string;
    readonly signal: AbortSignal;
  }): Promise<SendOutcome>;
  /** Null: off. */
  readonly mail:
    | ((mail: {
        readonly to: string;
        readonly subject: string;
        readonly text: string;
        readonly id: string;
      }) => Promise<SendOutcome>)
    | null;
}

export type NoticeChannel = 'push' | 'webhook' | 'mail';
/** `skipped`: read meanwhile, or not wanted any more; `gone`: the receiver was removed; `failed`: one attempt. */
export type NoticeOutcome = 'sent' | 'skipped' | 'gone' | 'failed';

export interface NoticePorts {
  readonly notices: NoticeStore;
  readonly messages: Pick<MessageStore, 'page'>;
  readonly rooms: Pick<RoomStore, 'find'>;
  readonly members: Pick<MemberStore, 'access' | 'among' | 'pageOf' | 'list'>;
  readonly users: Pick<UserStore, 'find' | 'findMany' | 'findCredentials'>;
  /** Rejects while the Redis of the gateways is away. */
  readonly presence: Pick<PresenceBoard, 'read'>;
  readonly pushSubscriptions: Pick<PushSubscriptionStore, 'ofUsers' | 'find' | 'drop'>;
  readonly notificationSettings: Pick<NotificationSettingsStore, 'findMany'>;
  readonly webhooks: Pick<WebhookStore, 'activeFor' | 'findWithSecret' | 'delivered' | 'gaveUp'>;
  readonly channels: Channels;
  readonly settings: {
    /** Whether push messages hold what was written. */
    readonly pushShowText: boolean;
    /** That something stays unread before a digest names it. */
    readonly digestMs: number;
  };
  /** Must not throw. */
  noticed(channel: NoticeChannel, outcome: NoticeOutcome): void;
  enqueue(queue: QueueName, jobs: readonly QueuedJob<object>[]): Promise<void>;
  now(): EpochMs;
}
