import type { FileId } from '@crosstalk/domain';
import { runTransaction } from '../connection/run-transaction.js';
import { TIME_LIMITS_MS } from '../connection/time-limits.js';
import { type AttachmentDoc, partsOf } from './attachment-schema.js';
import type { FileStoreOptions } from './file-store-options.js';

/** The records go first, together with the note that their bytes may be needed no more: a crash behind it loses neither. */
export async function deleteFiles(options: FileStoreOptions, ids: readonly FileId[]): Promise<void> {
  const { attachments, ledger } = options;
  const docs = await attachments
    .find({ _id: { $in: [...ids] } }, { maxTimeMS: TIME_LIMITS_MS.read })
    .toArray();
  for (const { _id } of docs) {
    const doc = await deleteFile(options, _id);
    if (doc) await ledger.settle(partsOf(doc).map(({ key }) => key));
  }
}

function deleteFile(
  { client, attachments, ledger }: FileStoreOptions,
  id: number,
): Promise<AttachmentDoc | null> {
  return runTransaction(client, async (session) => {
    const doc = await attachments.findOneAndDelete({ _id: id }, { session });
    if (doc) await ledger.doubt(doc.tenant, partsOf(doc), session);
    return doc;
  });
}
