import { integer, type SliceValues, setting, url } from '@crosstalk/config';

/** What this package reads from the environment. */
export const storageSettings = {
  mongodbUrl: setting(
    'MONGODB_URL',
    'MongoDB, a replica set of at least one member. The database is `crosstalk` unless the URL names one.',
    url('mongodb', 'mongodb+srv'),
    { fallback: 'mongodb://127.0.0.1:27017/crosstalk?replicaSet=rs0', secret: true },
  ),
  mongodbPoolSize: setting(
    'MONGODB_POOL_SIZE',
    'Connections to MongoDB that one process opens at most.',
    integer(1, 1_000),
    { fallback: '20' },
  ),
} as const;

export type StorageConfig = SliceValues<typeof storageSettings>;
