import type { mongo } from 'mongoose';
import type { IdLease } from '../ids/id-lease.js';
import type { AttachmentDoc } from './attachment-schema.js';
import type { BlobLedger } from './blob-ledger.js';

/** What the operations of the file store work with. */
export interface FileStoreOptions {
  readonly client: mongo.MongoClient;
  readonly attachments: mongo.Collection<AttachmentDoc>;
  readonly ledger: BlobLedger;
  readonly fileIds: IdLease;
}
