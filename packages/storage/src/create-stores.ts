import type { BlobStore, RoomId } from '@crosstalk/domain';
import type { Collections } from './collections.js';
import { MongoEffectsStore } from './effects/mongo-effects-store.js';
import { MongoErasureStore } from './erasures/mongo-erasure-store.js';
import { BlobLedger } from './files/blob-ledger.js';
import { GridFsBlobStore } from './files/grid-fs-blob-store.js';
import { MongoFileStore } from './files/mongo-file-store.js';
import { IdLease } from './ids/id-lease.js';
import { MongoMemberStore } from './members/mongo-member-store.js';
import { MongoMessageStore } from './messages/mongo-message-store.js';
import { MongoNoticeStore } from './notices/mongo-notice-store.js';
import { MongoNotificationSettingsStore } from './notification-settings/mongo-notification-settings-store.js';
import { MongoPreviewStore } from './previews/mongo-preview-store.js';
import { MongoPushSubscriptionStore } from './push-subscriptions/mongo-push-subscription-store.js';
import { MongoRefreshTokenStore } from './refresh-tokens/mongo-refresh-token-store.js';
import { MongoRoomStore } from './rooms/mongo-room-store.js';
import { MongoSearchIndex } from './search/mongo-search-index.js';
import { MongoSecretStore } from './secrets/mongo-secret-store.js';
import { MongoUserStore } from './users/mongo-user-store.js';
import { MongoWebhookStore } from './webhooks/mongo-webhook-store.js';

export interface Stores {
  readonly messages: MongoMessageStore;
  readonly rooms: MongoRoomStore;
  readonly members: MongoMemberStore;
  readonly users: MongoUserStore;
  readonly refreshTokenStore: MongoRefreshTokenStore;
  readonly files: MongoFileStore;
  readonly search: MongoSearchIndex;
  readonly effects: MongoEffectsStore;
  readonly pushSubscriptions: MongoPushSubscriptionStore;
  readonly notificationSettings: MongoNotificationSettingsStore;
  readonly webhooks: MongoWebhookStore;
  readonly previews: MongoPreviewStore;
  readonly notices: MongoNoticeStore;
  readonly erasures: MongoErasureStore;
  readonly secrets: MongoSecretStore;
}

export interface StoresOptions {
  /** Revs of a room that were allotted and never will be stored: tell the cluster, so that nobody waits for them. Must not throw. */
  onVoided?(roomId: RoomId, revs: readonly number[]): void;
  /** So many messages were handed to one group commit. Must not throw. */
  onCommit?(messages: number): void;
  /** Takes the bytes of new files; GridFS does when it is absent, and keeps what it has in any case. */
  readonly blobStore?: BlobStore | undefined;
}

/** The stores of one node over its collections; they throw the driver's errors. */
export function createStores(collections: Collections, options: StoresOptions): Stores {
  const lease = (kind: string): IdLease => new IdLease(collections.counters, kind);
  const memberIds = lease('members');
  const members = new MongoMemberStore({ collections, memberIds });
  return {
    members,
    messages: new MongoMessageStore({
      collections,
      ids: lease('messages'),
      onVoided: (roomId, revs) => options.onVoided?.(roomId, revs),
      onCommit: (messages) => options.onCommit?.(messages),
    }),
    rooms: new MongoRoomStore({
      collections,
      memberIds,
      roomIds: lease('rooms'),
      onChanged: (roomId) => members.invalidate(roomId),
    }),
    users: new MongoUserStore({ users: collections.users, userIds: lease('users') }),
    refreshTokenStore: new MongoRefreshTokenStore(collections.refreshTokens),
    files: fileStore(collections, lease('files'), options.blobStore),
    search: new MongoSearchIndex(collections.searchEntries),
    effects: new MongoEffectsStore(collections),
    pushSubscriptions: new MongoPushSubscriptionStore(collections.pushSubscriptions),
    notificationSettings: new MongoNotificationSettingsStore(collections.notificationSettings),
    webhooks: new MongoWebhookStore({ webhooks: collections.webhooks, webhookIds: lease('webhooks') }),
    previews: new MongoPreviewStore(collections.previews),
    notices: new MongoNoticeStore(collections),
    erasures: new MongoErasureStore(collections.erasures),
    secrets: new MongoSecretStore(collections.secrets),
  };
}

function fileStore(collections: Collections, fileIds: IdLease, chosen?: BlobStore): MongoFileStore {
  const { client, db, attachments, blobs } = collections;
  const gridFs = new GridFsBlobStore(db);
  const ledger = new BlobLedger({ blobs, attachments, stores: chosen ? [chosen, gridFs] : [gridFs] });
  return new MongoFileStore({ client, attachments, ledger, fileIds });
}
