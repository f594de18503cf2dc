import { storeContracts } from '@crosstalk/testing';
import { createTestDatabase } from './create-test-database.js';

storeContracts('MongoDB', async () => {
  const database = await createTestDatabase();
  const stores = await database.open();
  return {
    ...stores,
    index: (messages) => stores.search.apply(messages),
    storedBytes: () => database.storedBytes(),
    close: () => database.drop(),
  };
});
