import type { Connection, mongo } from 'mongoose';
import { type CommandObserver, observeCommands } from './connection/observe-commands.js';
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

/** @param observe told how long commands take; absent: nothing is measured */
export function collectionsOf(connection: Connection, observe?: CommandObserver): Collections {
  const client = connection.getClient();
  const db = client.db(connection.name);
  const collection = <D extends mongo.Document>(name: string): mongo.Collection<D> => {
    const made = db.collection<D>(name);
    return observe ? observeCommands(made, observe) : made;
  };
  return {
    client,
    db,
    counters: collection('counters'),
    rooms: collection('rooms'),
    members: collection('members'),
    messages: collection('messages'),
    searchEntries: collection('searchEntries'),
    users: collection('users'),
    refreshTokens: collection('refreshTokens'),
    attachments: collection('attachments'),
    blobs: collection('blobs'),
    erasures: collection('erasures'),
    pushSubscriptions: collection('pushSubscriptions'),
    notificationSettings: collection('notificationSettings'),
    webhooks: collection('webhooks'),
    previews: collection('previews'),
    secrets: collection('secrets'),
  };
}
