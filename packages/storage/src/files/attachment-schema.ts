import type {
  Attachment,
  AttachmentStatus,
  FileId,
  FilePart,
  Rendition,
  TenantId,
  UserId,
} from '@crosstalk/domain';
import { mongo, Schema } from 'mongoose';
import { GRID_FS } from './grid-fs-blob-store.js';

export interface PartDoc {
  readonly part: FilePart;
  /** Of the blob. */
  readonly key: string;
  /** Name of the blob store. */
  readonly store: string;
  /** Bytes. */
  readonly size: number;
  readonly contentType: string;
  readonly sha256: string;
}

export interface AttachmentDoc {
  readonly _id: number;
  readonly tenant: string;
  readonly owner: number;
  readonly name: string;
  /** Bytes of the content, also when they are gone. */
  readonly size: number;
  readonly contentType: string;
  readonly sha256?: string;
  readonly status: AttachmentStatus;
  /** Absent on files of the version before, whose content is `contentId` in GridFS. */
  readonly parts?: readonly PartDoc[];
  /** Where nodes of the version before look for the content. */
  readonly contentId?: mongo.ObjectId;
  readonly width?: number | null;
  readonly height?: number | null;
  readonly durationSeconds?: number | null;
  readonly placeholder?: string | null;
  readonly rejection?: string | null;
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
    sha256: String,
    status: { type: String, enum: ['processing', 'ready', 'rejected'] },
    parts: [
      {
        _id: false,
        part: String,
        key: String,
        store: String,
        size: Number,
        contentType: String,
        sha256: String,
      },
    ],
    contentId: Schema.Types.ObjectId,
    width: Number,
    height: Number,
    durationSeconds: Number,
    placeholder: String,
    rejection: String,
    createdAt: Date,
  },
  { versionKey: false },
);
attachmentSchema.index({ owner: 1, _id: 1 });
attachmentSchema.index({ 'parts.key': 1 }, { sparse: true });
attachmentSchema.index({ createdAt: 1 }, { partialFilterExpression: { status: 'processing' } });

/** The parts, of files of every version. */
export function partsOf({ parts, contentId, ...doc }: AttachmentDoc): readonly PartDoc[] {
  if (parts !== undefined) return parts;
  if (contentId === undefined) return [];
  const { size, contentType, sha256 = '' } = doc;
  return [{ part: 'content', key: contentId.toHexString(), store: GRID_FS, size, contentType, sha256 }];
}

/** The field by which nodes of the version before find the content. */
export function contentIdIn(parts: readonly PartDoc[]): { readonly contentId?: mongo.ObjectId } {
  const content = parts.find(({ part, store }) => part === 'content' && store === GRID_FS);
  return content === undefined ? {} : { contentId: mongo.ObjectId.createFromHexString(content.key) };
}

export function toAttachment(doc: AttachmentDoc): Attachment {
  const renditions = partsOf(doc).flatMap(({ part }) => (part === 'content' ? [] : [part]));
  return {
    id: doc._id as FileId,
    tenant: doc.tenant as TenantId,
    ownerId: doc.owner as UserId,
    name: doc.name,
    size: doc.size,
    contentType: doc.contentType,
    sha256: doc.sha256 ?? '',
    status: doc.status,
    width: doc.width ?? null,
    height: doc.height ?? null,
    durationSeconds: doc.durationSeconds ?? null,
    renditions: renditions satisfies readonly Rendition[],
    placeholder: doc.placeholder ?? null,
    rejection: doc.rejection ?? null,
    createdAt: doc.createdAt.getTime(),
  };
}
