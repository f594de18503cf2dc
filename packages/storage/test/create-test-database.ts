import { randomUUID } from 'node:crypto';
import { connectStorage, type Storage, type StorageConfig, type StorageOptions } from '@crosstalk/storage';
import { createConnection } from 'mongoose';

export interface TestDatabase {
  readonly config: StorageConfig;
  /** One more node on the same database. */
  open(options?: StorageOptions): Promise<Storage>;
  /** Bytes that lie in GridFS, also of files that are not whole. */
  storedBytes(): Promise<number>;
  /** Closes every node and drops the database. */
  drop(): Promise<void>;
}

/** The URL of the MongoDB that tests use. @throws when the environment does not say */
function testServerUrl(): URL {
  const url = process.env.MONGODB_URL;
  if (!url) throw new Error('MONGODB_URL is not set: run the tests with `npm test`.');
  return new URL(url);
}

/** A fresh database with its indexes. */
export async function createTestDatabase(server = testServerUrl()): Promise<TestDatabase> {
  const url = new URL(server);
  url.pathname = `/test_${randomUUID().replaceAll('-', '')}`;
  const config: StorageConfig = { mongodbUrl: url.href, mongodbPoolSize: 10 };
  const nodes: Storage[] = [];
  const open = async (options: StorageOptions = {}): Promise<Storage> => {
    const storage = await connectStorage(config, options);
    nodes.push(storage);
    return storage;
  };
  await (await open()).migrate();
  return {
    config,
    open,
    storedBytes: async () => {
      const connection = await createConnection(config.mongodbUrl).asPromise();
      const sum = { _id: null, bytes: { $sum: { $binarySize: '$data' } } };
      const [total] = await connection
        .collection('contents.chunks')
        .aggregate([{ $group: sum }])
        .toArray();
      await connection.close();
      return total?.bytes ?? 0;
    },
    drop: async () => {
      await Promise.all(nodes.map((node) => node.close()));
      const connection = await createConnection(config.mongodbUrl).asPromise();
      await connection.dropDatabase();
      await connection.close();
    },
  };
}
