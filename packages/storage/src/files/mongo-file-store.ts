import type {
  Attachment,
  ByteSource,
  FileDraft,
  FileId,
  FileOutcome,
  FilePart,
  FileStore,
  OpenedFile,
  UserId,
} from '@crosstalk/domain';
import { TIME_LIMITS_MS } from '../connection/time-limits.js';
import { toAttachment } from './attachment-schema.js';
import { deleteFiles } from './delete-files.js';
import type { FileStoreOptions } from './file-store-options.js';
import { finishFile } from './finish-file.js';
import { openPart } from './open-part.js';
import { putFile } from './put-file.js';

const READ = { maxTimeMS: TIME_LIMITS_MS.read } as const;

/** Files: a record each, and beside it the ledger of the bytes. */
export class MongoFileStore implements FileStore {
  readonly #options: FileStoreOptions;

  constructor(options: FileStoreOptions) {
    this.#options = options;
  }

  put(draft: FileDraft, bytes: ByteSource, limits: { readonly maxBytes: number }): Promise<Attachment> {
    return putFile(this.#options, draft, { bytes, ...limits });
  }

  async findMany(ids: readonly FileId[]): Promise<readonly Attachment[]> {
    if (ids.length === 0) return [];
    const docs = await this.#options.attachments.find({ _id: { $in: [...ids] } }, READ).toArray();
    return docs.map(toAttachment);
  }

  async open(id: FileId, part: FilePart): Promise<OpenedFile | null> {
    const doc = await this.#options.attachments.findOne({ _id: id }, READ);
    return doc && { file: toAttachment(doc), content: openPart(this.#options, doc, part) };
  }

  finish(id: FileId, outcome: FileOutcome): Promise<Attachment | null> {
    return finishFile(this.#options, id, outcome);
  }

  async stuckProcessing(olderThanMs: number, limit: number): Promise<readonly FileId[]> {
    const docs = await this.#options.attachments
      .find(
        { status: 'processing', createdAt: { $lt: new Date(Date.now() - olderThanMs) } },
        { ...READ, projection: { _id: 1 } },
      )
      .sort({ createdAt: 1 })
      .limit(limit)
      .toArray();
    return docs.map(({ _id }) => _id as FileId);
  }

  async ownedBy(
    ownerId: UserId,
    { after = 0 as FileId, limit }: { readonly after?: FileId | undefined; readonly limit: number },
  ): Promise<readonly Attachment[]> {
    const docs = await this.#options.attachments
      .find({ owner: ownerId, _id: { $gt: after } }, READ)
      .sort({ _id: 1 })
      .limit(limit)
      .toArray();
    return docs.map(toAttachment);
  }

  delete(ids: readonly FileId[]): Promise<void> {
    return deleteFiles(this.#options, ids);
  }

  deleteOrphanBlobs(olderThanMs: number, limit: number): Promise<number> {
    return this.#options.ledger.sweep(olderThanMs, limit);
  }
}
