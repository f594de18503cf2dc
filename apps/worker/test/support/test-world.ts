import { randomUUID } from 'node:crypto';
import { DEFAULT_TENANT, type Room, type RoomId, type UserId } from '@crosstalk/domain';
import { connectStorage, type Storage } from '@crosstalk/storage';
import { createConnection } from 'mongoose';

export interface TestWorld {
  readonly storage: Storage;
  /** For worker processes: a database and key prefixes of this test alone. */
  readonly environment: Readonly<Record<string, string>>;
  /** A room of two with that many messages, as a gateway leaves it that died before it told anyone. */
  roomWithMessages(count: number): Promise<Room>;
  /** Whether side effects of the room are due. */
  isDirty(roomId: RoomId): Promise<boolean>;
  /** Drops the database. */
  close(): Promise<void>;
}

const PEOPLE = [1, 2] as UserId[];

/** @throws Error when MONGODB_URL or REDIS_URL is missing */
export async function openTestWorld(): Promise<TestWorld> {
  const { MONGODB_URL, REDIS_URL } = process.env;
  if (!MONGODB_URL || !REDIS_URL) throw new Error('MONGODB_URL and REDIS_URL are not set: run `npm test`.');
  const url = new URL(MONGODB_URL);
  const name = `test_worker_${randomUUID().replaceAll('-', '')}`;
  url.pathname = `/${name}`;
  const storage = await connectStorage({ mongodbUrl: url.href, mongodbPoolSize: 10 });
  await storage.migrate();
  return {
    storage,
    environment: { MONGODB_URL: url.href, REDIS_URL, REDIS_PREFIX: name, QUEUE_PREFIX: name },
    roomWithMessages: async (count) => {
      const { room } = await storage.rooms.create({
        tenant: DEFAULT_TENANT,
        type: 'group',
        title: 'A room',
        ownerId: PEOPLE[0] ?? null,
        projectId: null,
        members: PEOPLE.map((userId) => ({ userId, role: 'member' })),
        createdAt: Date.now(),
      });
      await Promise.all(
        Array.from({ length: count }, (_, index) => append(storage, room, `word${index} common`)),
      );
      return room;
    },
    isDirty: async (roomId) =>
      (await storage.effects.dirtyRooms(-1000, 100)).some((room) => room.roomId === roomId),
    close: async () => {
      await storage.close();
      const connection = await createConnection(url.href).asPromise();
      await connection.dropDatabase();
      await connection.close();
    },
  };
}

async function append(storage: Storage, room: Room, text: string): Promise<void> {
  const draft = { roomId: room.id, authorId: PEOPLE[0] as UserId, text, createdAt: Date.now() };
  const rest = { fileIds: [], replyToId: null, mentions: [], clientId: null };
  await storage.messages.append({ ...draft, ...rest }, { stateRev: room.stateRev });
}
