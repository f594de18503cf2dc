import type { mongo } from 'mongoose';
import { runTransaction } from '../connection/run-transaction.js';
import { isDuplicateError } from '../errors/duplicate-key.js';
import type { AttachmentDoc } from './attachment-schema.js';
import type { WrittenBlob } from './blob-ledger.js';
import { ONCE_PER_TENANT } from './blob-schema.js';
import type { FileStoreOptions } from './file-store-options.js';

const MAX_TRIES = 5;

/**
 * Writes a record and takes its bytes into account, in one transaction. Bytes that the record does not need after all, because the same were
 * there already or because it failed, are removed; those of a failure whose outcome is unknown only if the record is not there.
 */
export async function recordBlobs<Doc extends AttachmentDoc | null>(
  { client, ledger }: FileStoreOptions,
  written: readonly WrittenBlob[],
  record: (session: mongo.ClientSession) => Promise<Doc>,
): Promise<Doc> {
  let used: ReadonlySet<string> = new Set();
  try {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const doc = await runTransaction(client, record);
        used = new Set(doc?.parts?.map(({ key }) => key));
        return doc;
      } catch (error) {
        // The same bytes came at the same moment: now they are there to be shared.
        if (attempt === MAX_TRIES || !isDuplicateError(ONCE_PER_TENANT, error)) throw error;
      }
    }
  } finally {
    await ledger.discard(written.map(({ key }) => key).filter((key) => !used.has(key)));
  }
}
