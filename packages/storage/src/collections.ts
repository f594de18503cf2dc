import type { Connection, mongo } from 'mongoose';
import type { ErasureDoc } from './erasures/erasure-schema.js';
import type { AttachmentDoc } from './files/attachment-schema.js';
import type { BlobDoc } from './files/blob-schema.js';
import type { CounterDoc } from './ids/id-lease.js';
import type { MemberDoc } from './members/member-schema.js';
import type { MessageDoc } from './messages/message-schema.js';
import type { NotificationSettingsDoc } from './notification-settings/notification-settings-schema.js';
import type { PreviewDoc } from './previews/preview-schema.js';
import type { PushSubscriptionDoc } from './push-subscriptions/push-subscription-schema.js';
import type { RefreshTokenDoc } from './refresh-tokens/refresh-token-schema.js';
import type { RoomDoc } from './rooms/room-schema.js';
import type { SearchEntryDoc } from './search/search-schema.js';
import type { SecretDoc } from './secrets/secret-schema.js';
import type { UserDoc } from './users/user-schema.js';
import type { WebhookDoc } from './webhooks/webhook-schema.js';

/** The native collections: hot paths skip hydration and casting; what they write was parsed at the rim. */
export interface Collections {
  readonly client: mongo.MongoClient;
  readonly db: mongo.Db;
  readonly counters: mongo.Collection<CounterDoc>;
  readonly rooms: mongo.Collection<RoomDoc>;
  readonly members: mongo.Collection<MemberDoc>;
  readonly messages: mongo.Collection<MessageDoc>;
  readonly searchEntries: mongo.Collection<SearchEntryDoc>;
  readonly users: mongo.Collection<UserDoc>;
  readonly refreshTokens: mongo.Collection<RefreshTokenDoc>;
  readonly attachments: mongo.Collection<AttachmentDoc>;
  readonly blobs: mongo.Collection<BlobDoc>;
  readonly erasures: mongo.Collection<ErasureDoc>;
  readonly pushSubscriptions: mongo.Collection<PushSubscriptionDoc>;
  readonly notificationSettings: mongo.Collection<NotificationSettingsDoc>;
  readonly webhooks: mongo.Collection<WebhookDoc>;
  readonly previews: mongo.Collection<PreviewDoc>;
  readonly secrets: mongo.Collection<SecretDoc>;
}

export function collectionsOf(connection: Connection): Collections {
  const client = connection.getClient();
  const db = client.db(connection.name);
  return {
    client,
    db,
    counters: db.collection('counters'),
    rooms: db.collection('rooms'),
    members: db.collection('members'),
    messages: db.collection('messages'),
    searchEntries: db.collection('searchEntries'),
    users: db.collection('users'),
    refreshTokens: db.collection('refreshTokens'),
    attachments: db.collection('attachments'),
    blobs: db.collection('blobs'),
    erasures: db.collection('erasures'),
    pushSubscriptions: db.collection('pushSubscriptions'),
    notificationSettings: db.collection('notificationSettings'),
    webhooks: db.collection('webhooks'),
    previews: db.collection('previews'),
    secrets: db.collection('secrets'),
  };
}
