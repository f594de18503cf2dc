import { Schema } from 'mongoose';

export interface SearchEntryDoc {
  /** The message. */
  readonly _id: number;
  readonly room: number;
  readonly seq: number;
  readonly createdAt: Date;
  readonly terms: readonly string[];
}

export const searchEntrySchema = new Schema<SearchEntryDoc>(
  {
    _id: { type: Number, required: true },
    room: { type: Number, required: true },
    seq: Number,
    createdAt: Date,
    terms: [String],
  },
  { versionKey: false },
);
searchEntrySchema.index({ room: 1, terms: 1 });
