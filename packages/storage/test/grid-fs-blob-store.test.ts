import { blobStoreContract } from '@crosstalk/testing';
import { createConnection } from 'mongoose';
import { GridFsBlobStore } from '../src/files/grid-fs-blob-store.js';
import { createTestDatabase } from './create-test-database.js';

blobStoreContract('GridFS', async () => {
  const database = await createTestDatabase();
  const connection = await createConnection(database.config.mongodbUrl).asPromise();
  return {
    store: new GridFsBlobStore(connection.getClient().db(connection.name)),
    storedBytes: () => database.storedBytes(),
    close: async () => {
      await connection.close();
      await database.drop();
    },
  };
});
