import type { EpochMs, FileId, TenantId, UserId } from '../ids.js';
import type { Attachment, AttachmentStatus } from '../model/message.js';

export interface FileDraft {
  readonly tenant: TenantId;
  readonly ownerId: UserId;
  readonly name: string;
  readonly contentType: string;
  readonly status: AttachmentStatus;
  readonly createdAt: EpochMs;
}

export interface FileStore {
  /** Stores the bytes, then the record: a record never lacks its bytes. */
  put(draft: FileDraft, bytes: Uint8Array): Promise<Attachment>;
  findMany(ids: readonly FileId[]): Promise<readonly Attachment[]>;
  /** The bytes in order, or null when there are none. */
  read(id: FileId): Promise<AsyncIterable<Uint8Array> | null>;
  /** The room in which the file was posted, if any. */
  delete(ids: readonly FileId[]): Promise<void>;
}
