import { collectionsOf } from './collections.js';
import type { CommandObserver } from './connection/observe-commands.js';
import { type ConnectionOptions, openConnection } from './connection/open-connection.js';
import { TIME_LIMITS_MS } from './connection/time-limits.js';
import { createStores, type Stores, type StoresOptions } from './create-stores.js';
import { shield } from './errors/shield.js';
import { toChatError } from './errors/to-chat-error.js';
import { type MigrateOptions, migrate } from './migrations/migrate.js';
import type { StorageConfig } from './storage-settings.js';

export interface StorageOptions extends ConnectionOptions, StoresOptions {
  /** Told how long each command of a store takes. */
  readonly observe?: CommandObserver;
}

/** Every store over one connection. Their promises reject with ChatError only. */
export interface Storage extends Stores {
  /** @throws ChatError `unavailable` when MongoDB does not answer */
  ping(): Promise<void>;
  /**
   * Brings what is stored to the shape of this version, and creates the collections and indexes that are missing. May run at every start, on
   * several nodes at once (one does it, the others wait), and again after it was cut off; quick when there is nothing to do.
   */
  migrate(options?: MigrateOptions): Promise<void>;
  /** Waits for what is in flight, writes what is buffered, closes the connection. Idempotent. */
  close(): Promise<void>;
}

/**
 * Connects to MongoDB and builds the stores.
 * @throws ChatError `unavailable` when MongoDB cannot be reached
 */
export async function connectStorage(config: StorageConfig, options: StorageOptions = {}): Promise<Storage> {
  const connection = await openConnection(config, options).catch((error: unknown) => {
    throw toChatError(error);
  });
  const collections = collectionsOf(connection, options.observe);
  const stores = createStores(collections, options);
  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    await stores.messages.idle();
    await stores.members.close();
    await connection.close();
    options.blobStore?.close();
  };
  return {
    messages: shield(stores.messages),
    rooms: shield(stores.rooms),
    members: shield(stores.members),
    users: shield(stores.users),
    refreshTokenStore: shield(stores.refreshTokenStore),
    files: shield(stores.files),
    search: shield(stores.search),
    effects: shield(stores.effects),
    pushSubscriptions: shield(stores.pushSubscriptions),
    notificationSettings: shield(stores.notificationSettings),
    webhooks: shield(stores.webhooks),
    previews: shield(stores.previews),
    notices: shield(stores.notices),
    erasures: shield(stores.erasures),
    secrets: shield(stores.secrets),
    ...shield({
      ping: async () => {
        await collections.db.command({ ping: 1 }, { signal: AbortSignal.timeout(TIME_LIMITS_MS.ping) });
      },
      migrate: (options?: MigrateOptions) => migrate(connection, options),
    }),
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}
