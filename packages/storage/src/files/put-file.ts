import type { Attachment, ByteSource, FileDraft } from '@crosstalk/domain';
import { type AttachmentDoc, contentIdIn, type PartDoc, toAttachment } from './attachment-schema.js';
import type { FileStoreOptions } from './file-store-options.js';
import { recordBlobs } from './record-blobs.js';

/** The bytes first, then the record together with what it says of the bytes: a record never lacks them. */
export async function putFile(
  options: FileStoreOptions,
  draft: FileDraft,
  { bytes, maxBytes }: { readonly bytes: ByteSource; readonly maxBytes: number },
): Promise<Attachment> {
  const { ledger, attachments, fileIds } = options;
  const written = await ledger.write(draft.tenant, bytes, maxBytes);
  const { size, sha256 } = written;
  const doc = await recordBlobs(options, [written], async (session) => {
    const { contentType } = draft;
    const parts: PartDoc[] = [
      { part: 'content', ...(await ledger.adopt(written, session)), size, contentType, sha256 },
    ];
    const record: AttachmentDoc = {
      _id: await fileIds.takeOne(),
      tenant: draft.tenant,
      owner: draft.ownerId,
      name: draft.name,
      size,
      contentType,
      sha256,
      status: 'processing',
      parts,
      ...contentIdIn(parts),
      createdAt: new Date(draft.createdAt),
    };
    await attachments.insertOne(record, { session });
    return record;
  });
  return toAttachment(doc);
}
