import type { Attachment, AttachmentStatus, FileId, TenantId, UserId } from '@crosstalk/domain';
import { type mongo, Schema } from 'mongoose';

export interface AttachmentDoc {
  readonly _id: number;
  readonly tenant: string;
  readonly owner: number;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly contentType: string;
  readonly status: AttachmentStatus;
  /** Of the bytes in GridFS. */
  readonly contentId: mongo.ObjectId;
  readonly createdAt: Date;
}

export const attachmentSchema = new Schema<AttachmentDoc>(
  {
    _id: { type: Number, required: true },
    tenant: { type: String, required: true },
    owner: { type: Number, required: true },
    name: { type: String, required: true },
    size: Number,
    contentType: String,
    status: { type: String, enum: ['processing', 'ready', 'rejected'] },
    contentId: Schema.Types.ObjectId,
    createdAt: Date,
  },
  { versionKey: false },
);

export function toAttachment(doc: AttachmentDoc): Attachment {
  return {
    id: doc._id as FileId,
    tenant: doc.tenant as TenantId,
    ownerId: doc.owner as UserId,
    name: doc.name,
    size: doc.size,
    contentType: doc.contentType,
    status: doc.status,
    createdAt: doc.createdAt.getTime(),
  };
}
