import type { Connection, Schema } from 'mongoose';
import { erasureSchema } from '../erasures/erasure-schema.js';
import { attachmentSchema } from '../files/attachment-schema.js';
import { blobSchema } from '../files/blob-schema.js';
import { memberSchema } from '../members/member-schema.js';
import { messageSchema } from '../messages/message-schema.js';
import { notificationSettingsSchema } from '../notification-settings/notification-settings-schema.js';
import { previewSchema } from '../previews/preview-schema.js';
import { pushSubscriptionSchema } from '../push-subscriptions/push-subscription-schema.js';
import { refreshTokenSchema } from '../refresh-tokens/refresh-token-schema.js';
import { roomSchema } from '../rooms/room-schema.js';
import { searchEntrySchema } from '../search/search-schema.js';
import { secretSchema } from '../secrets/secret-schema.js';
import { userSchema } from '../users/user-schema.js';
import { webhookSchema } from '../webhooks/webhook-schema.js';

/** Collection to schema: what a database of this version holds. */
const SCHEMAS: Readonly<Record<string, Schema>> = {
  rooms: roomSchema,
  members: memberSchema,
  messages: messageSchema,
  searchEntries: searchEntrySchema,
  users: userSchema,
  refreshTokens: refreshTokenSchema,
  attachments: attachmentSchema,
  blobs: blobSchema,
  erasures: erasureSchema,
  pushSubscriptions: pushSubscriptionSchema,
  notificationSettings: notificationSettingsSchema,
  webhooks: webhookSchema,
  previews: previewSchema,
  secrets: secretSchema,
};

/** Creates what is missing of collections and indexes, one after the other; does nothing to what is there. */
export async function ensureIndexes(connection: Connection): Promise<void> {
  for (const [name, schema] of Object.entries(SCHEMAS)) {
    const model = connection.models[name] ?? connection.model(name, schema, name);
    await model.createCollection();
    await model.createIndexes();
  }
}
