import { Schema } from 'mongoose';

/** Something random that the cluster made once and all of its processes use. */
export interface SecretDoc {
  /** What it is for. */
  readonly _id: string;
  readonly value: Readonly<Record<string, string>>;
}

export const secretSchema = new Schema<SecretDoc>(
  { _id: { type: String, required: true }, value: { type: Object, required: true } },
  { versionKey: false },
);
