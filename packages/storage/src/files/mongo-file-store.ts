import { finished } from 'node:stream/promises';
import type { Attachment, FileDraft, FileId, FileStore } from '@crosstalk/domain';
import { mongo } from 'mongoose';
import { TIME_LIMITS_MS } from '../connection/time-limits.js';
import { toChatError } from '../errors/to-chat-error.js';
import type { IdLease } from '../ids/id-lease.js';
import { type AttachmentDoc, toAttachment } from './attachment-schema.js';

const BUCKET = 'contents';
const READ = { maxTimeMS: TIME_LIMITS_MS.read } as const;

export interface FileStoreOptions {
  readonly db: mongo.Db;
  readonly attachments: mongo.Collection<AttachmentDoc>;
  readonly fileIds: IdLease;
}

/** Files: the bytes in GridFS, the record beside them. */
export class MongoFileStore implements FileStore {
  readonly #options: FileStoreOptions;
  readonly #contents: mongo.GridFSBucket;

  constructor(options: FileStoreOptions) {
    this.#options = options;
    this.#contents = new mongo.GridFSBucket(options.db, {
      bucketName: BUCKET,
      writeConcern: { w: 'majority', wtimeoutMS: TIME_LIMITS_MS.majority },
    });
  }

  async put(draft: FileDraft, bytes: Uint8Array): Promise<Attachment> {
    const id = await this.#options.fileIds.takeOne();
    const upload = this.#contents.openUploadStream(`${id}`);
    upload.end(bytes);
    await finished(upload);
    const doc: AttachmentDoc = {
      _id: id,
      tenant: draft.tenant,
      owner: draft.ownerId,
      name: draft.name,
      size: bytes.byteLength,
      contentType: draft.contentType,
      status: draft.status,
      contentId: upload.id,
      createdAt: new Date(draft.createdAt),
    };
    await this.#options.attachments.insertOne(doc);
    return toAttachment(doc);
  }

  async findMany(ids: readonly FileId[]): Promise<readonly Attachment[]> {
    if (ids.length === 0) return [];
    const docs = await this.#options.attachments.find({ _id: { $in: [...ids] } }, READ).toArray();
    return docs.map(toAttachment);
  }

  async read(id: FileId): Promise<AsyncIterable<Uint8Array> | null> {
    const doc = await this.#options.attachments.findOne(
      { _id: id },
      { ...READ, projection: { contentId: 1 } },
    );
    return doc && chunksOf(this.#contents.openDownloadStream(doc.contentId));
  }

  async delete(ids: readonly FileId[]): Promise<void> {
    const docs = await this.#options.attachments.find({ _id: { $in: [...ids] } }, READ).toArray();
    // The record goes first: bytes that nothing names are waste, a record without bytes is a broken file.
    await this.#options.attachments.deleteMany({ _id: { $in: [...ids] } });
    for (const { contentId } of docs) await this.#contents.delete(contentId);
  }
}

/** The stream's chunks; a failure on the way is the domain's error. */
async function* chunksOf(stream: mongo.GridFSBucketReadStream): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of stream) yield chunk as Uint8Array;
  } catch (error) {
    throw toChatError(error);
  }
}
