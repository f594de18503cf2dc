import { type Collections, collectionsOf } from '../collections.js';
import { openConnection } from '../connection/open-connection.js';
import { beginEpoch, type EpochOptions } from './begin-epoch.js';

export interface NewEpoch extends Omit<EpochOptions, 'erasuresOf'> {
  /** URL of the database that knows who was erased since the backup was made; it is only read. */
  readonly erasuresUrl?: string | undefined;
}

/** Begins an epoch, with the erasures of another database. @throws the driver's error, before anything is changed, when that one is away */
export async function newEpoch(collections: Collections, options: NewEpoch): Promise<void> {
  const { erasuresUrl, ...rest } = options;
  if (erasuresUrl === undefined) return beginEpoch(collections, rest);
  const other = await openConnection({ mongodbUrl: erasuresUrl, mongodbPoolSize: 1 });
  try {
    await beginEpoch(collections, { ...rest, erasuresOf: collectionsOf(other) });
  } finally {
    await other.close();
  }
}
