import { Schema } from 'mongoose';

export interface PreviewDoc {
  /** The URL. */
  readonly _id: string;
  /** False: there is nothing to show. */
  readonly found: boolean;
  readonly title: string;
  readonly description: string | null;
  readonly imageUrl: string | null;
  readonly fetchedAt: Date;
  readonly expiresAt: Date;
}

export const previewSchema = new Schema<PreviewDoc>(
  {
    _id: { type: String, required: true },
    found: Boolean,
    title: String,
    description: String,
    imageUrl: String,
    fetchedAt: Date,
    expiresAt: Date,
  },
  { versionKey: false },
);
// Removal is housekeeping, up to minutes late; the worker checks the time itself.
previewSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
