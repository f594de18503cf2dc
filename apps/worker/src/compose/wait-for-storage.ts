import { createS3BlobStore, type S3Values } from '@crosstalk/object-storage';
import { connectStorage, type Storage, type StorageConfig, type StorageOptions } from '@crosstalk/storage';
import type { Logger } from '@crosstalk/telemetry';

const RETRY_MS = 1000;

interface Waiting {
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly observers: Pick<StorageOptions, 'observe'>;
}

/** Connects to MongoDB, trying again until it is there. @returns null when `signal` says that nobody waits any more */
export async function waitForStorage(
  config: StorageConfig & S3Values,
  { log, signal, observers }: Waiting,
): Promise<Storage | null> {
  const blobStore = (await createS3BlobStore(config)) ?? undefined;
  for (let attempt = 1; !signal.aborted; attempt++) {
    try {
      const storage = await connectStorage(config, { blobStore, ...observers });
      log.info({ attempt }, 'connected to MongoDB');
      return storage;
    } catch (err) {
      log.warn({ reason: reasonOf(err), attempt }, 'waiting for MongoDB (MONGODB_URL)');
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
  return null;
}

/** What lies at the bottom of the error: one line, because it comes every second of an outage. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return error.cause instanceof Error ? reasonOf(error.cause) : error.message;
}
