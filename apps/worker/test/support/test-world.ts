import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Attachment,
  DEFAULT_TENANT,
  type FileId,
  type Message,
  type Room,
  type RoomId,
  type UserId,
} from '@crosstalk/domain';
import { connectStorage, type Storage } from '@crosstalk/storage';
import { type Connection, createConnection } from 'mongoose';
import { WorkerProcess } from './worker-process.js';

export interface TestWorld {
  readonly storage: Storage;
  /** The database, past the stores. */
  readonly connection: Connection;
  /** Where the worker processes keep files while they look at them. */
  readonly workFolder: string;
  /** For worker processes: a database, key prefixes and a folder of this test alone. */
  readonly environment: Readonly<Record<string, string>>;
  /** A room of two with that many messages, as a gateway leaves it that died before it told anyone. */
  roomWithMessages(count: number): Promise<Room>;
  /** A file that nobody was told about, old enough for the sweep. */
  upload(bytes: Uint8Array, contentType: string): Promise<Attachment>;
  post(room: Room, text: string, fileIds?: readonly FileId[]): Promise<Message>;
  /** Whether side effects of the room are due. */
  isDirty(roomId: RoomId): Promise<boolean>;
  /** A worker process of this world, told that much more; it ends with the world at the latest. */
  startWorker(environment?: Readonly<Record<string, string>>): WorkerProcess;
  /** Kills the workers that still run, and drops the database. */
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
  const connection = await createConnection(url.href).asPromise();
  const workFolder = await mkdtemp(join(tmpdir(), 'crosstalk-worker-test-'));
  const prefixes = { REDIS_PREFIX: name, QUEUE_PREFIX: name };
  const environment = { MONGODB_URL: url.href, REDIS_URL, ...prefixes, WORK_FOLDER: workFolder };
  const workers: WorkerProcess[] = [];
  return {
    storage,
    connection,
    workFolder,
    environment,
    upload: (bytes, contentType) =>
      storage.files.put(
        {
          tenant: DEFAULT_TENANT,
          ownerId: PEOPLE[0] as UserId,
          name: 'a file',
          contentType,
          createdAt: Date.now() - 3_600_000,
        },
        [bytes],
        { maxBytes: 2 ** 30 },
      ),
    post: (room, text, fileIds = []) => append(storage, room, { text, fileIds }),
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
        Array.from({ length: count }, (_, index) =>
          append(storage, room, { text: `word${index} common`, fileIds: [] }),
        ),
      );
      return room;
    },
    isDirty: async (roomId) =>
      (await storage.effects.dirtyRooms(-1000, 100)).some((room) => room.roomId === roomId),
    startWorker: (more = {}) => {
      const worker = new WorkerProcess({ ...environment, ...more });
      workers.push(worker);
      return worker;
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.end('SIGKILL')));
      await storage.close();
      await rm(workFolder, { recursive: true, force: true });
      await connection.dropDatabase();
      await connection.close();
    },
  };
}

async function append(
  storage: Storage,
  room: Room,
  content: { readonly text: string; readonly fileIds: readonly FileId[] },
): Promise<Message> {
  const draft = { roomId: room.id, authorId: PEOPLE[0] as UserId, createdAt: Date.now(), ...content };
  const rest = { replyToId: null, mentions: [], clientId: null };
  const appended = await storage.messages.append({ ...draft, ...rest }, { stateRev: room.stateRev });
  if (appended.outcome !== 'stored') throw new Error(`The message is ${appended.outcome}.`);
  return appended.message;
}
