import type { RefreshTokenRecord, UserId } from '@crosstalk/domain';
import { Schema } from 'mongoose';

export interface RefreshTokenDoc {
  /** Hash of the token: what is stored cannot be used as one. */
  readonly _id: string;
  readonly family: string;
  readonly user: number;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
  readonly revoked: boolean;
}

export const refreshTokenSchema = new Schema<RefreshTokenDoc>(
  {
    _id: { type: String, required: true },
    family: { type: String, required: true },
    user: { type: Number, required: true },
    expiresAt: Date,
    usedAt: Date,
    revoked: Boolean,
  },
  { versionKey: false },
);
refreshTokenSchema.index({ family: 1, revoked: 1 });
refreshTokenSchema.index({ user: 1 });
// Removal is housekeeping, up to minutes late; who uses a token checks its time.
refreshTokenSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export function toRecord(doc: RefreshTokenDoc): RefreshTokenRecord {
  return {
    hash: doc._id,
    family: doc.family,
    userId: doc.user as UserId,
    expiresAt: doc.expiresAt.getTime(),
  };
}
