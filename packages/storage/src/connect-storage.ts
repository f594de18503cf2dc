import type { RoomId } from '@crosstalk/domain';
import { collectionsOf } from './collections.js';
import { type ConnectionOptions, openConnection } from './connection/open-connection.js';
import { shield } from './errors/shield.js';
import { toChatError } from './errors/to-chat-error.js';
import { IdLease } from './ids/id-lease.js';
import { MongoMemberStore } from './members/mongo-member-store.js';
import { MongoMessageStore } from './messages/mongo-message-store.js';
import { migrate } from './migrate.js';
import { MongoRoomStore } from './rooms/mongo-room-store.js';
import type { StorageConfig } from './storage-settings.js';

export interface StorageOptions extends ConnectionOptions {
  /** Revs of a room that were allotted and never will be stored: tell the cluster, so that nobody waits for them. Must not throw. */
  onVoided?(roomId: RoomId, revs: readonly number[]): void;
}

/** Every store over one connection. Their promises reject with ChatError only. */
export interface Storage {
  readonly messages: MongoMessageStore;
  readonly rooms: MongoRoomStore;
  readonly members: MongoMemberStore;
  /** @throws ChatError `unavailable` when MongoDB does not answer */
  ping(): Promise<void>;
  /** Creates the collections and indexes that are missing; may run at every start, on several nodes at once. */
  migrate(): Promise<void>;
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
  const collections = collectionsOf(connection);
  const { counters } = collections;
  const memberIds = new IdLease(counters, 'members');
  const members = new MongoMemberStore({ collections, memberIds });
  const messages = new MongoMessageStore({
    collections,
    ids: new IdLease(counters, 'messages'),
    onVoided: (roomId, revs) => options.onVoided?.(roomId, revs),
  });
  const rooms = new MongoRoomStore({
    collections,
    memberIds,
    roomIds: new IdLease(counters, 'rooms'),
    onChanged: (roomId) => members.invalidate(roomId),
  });
  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    await messages.idle();
    await members.close();
    await connection.close();
  };
  return {
    messages: shield(messages),
    rooms: shield(rooms),
    members: shield(members),
    ...shield({
      ping: async () => {
        await connection.getClient().db('admin').command({ ping: 1 });
      },
      migrate: () => migrate(connection),
    }),
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}
