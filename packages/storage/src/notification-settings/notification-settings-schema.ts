import { Schema } from 'mongoose';

export interface NotificationSettingsDoc {
  /** The person. */
  readonly _id: number;
  readonly push: boolean;
  readonly email: boolean;
}

export const notificationSettingsSchema = new Schema<NotificationSettingsDoc>(
  { _id: { type: Number, required: true }, push: Boolean, email: Boolean },
  { versionKey: false },
);
