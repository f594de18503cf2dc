import { Schema } from 'mongoose';

/**
 * Bytes in a blob store, from before the first of them is written until after the last is removed. `doubtfulAt` says since when they may be
 * without a file: while they are written, and whenever a file lets go of them. It is there before the doubt is, so that no crash hides one.
 */
export interface BlobDoc {
  /** The key in the blob store. */
  readonly _id: string;
  readonly tenant: string;
  /** Name of the blob store. */
  readonly store: string;
  /** Absent while the bytes are written and when they are on their way out: then no other file may share them. */
  readonly sha256?: string;
  /** Grows whenever a file takes the bytes or lets go of them: what was concluded from an older one does not count. */
  readonly version: number;
  readonly doubtfulAt?: Date;
}

/** The index that makes equal bytes of a tenant one. */
export const ONCE_PER_TENANT = 'once_per_tenant';

export const blobSchema = new Schema<BlobDoc>(
  {
    _id: { type: String, required: true },
    tenant: { type: String, required: true },
    store: { type: String, required: true },
    sha256: String,
    version: { type: Number, required: true },
    doubtfulAt: Date,
  },
  { versionKey: false },
);
blobSchema.index(
  { tenant: 1, sha256: 1 },
  { name: ONCE_PER_TENANT, unique: true, partialFilterExpression: { sha256: { $exists: true } } },
);
blobSchema.index({ doubtfulAt: 1 }, { sparse: true });
