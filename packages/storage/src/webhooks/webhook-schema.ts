import {
  type TenantId,
  WEBHOOK_EVENTS,
  type Webhook,
  type WebhookEvent,
  type WebhookId,
} from '@crosstalk/domain';
import { Schema } from 'mongoose';

export interface WebhookDoc {
  readonly _id: number;
  readonly tenant: string;
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  /** As it is: each delivery is signed with it. */
  readonly secret: string;
  readonly createdAt: Date;
  readonly givenUp: number;
  readonly lastError: string | null;
  readonly lastErrorAt: Date | null;
  readonly disabledAt: Date | null;
}

export const webhookSchema = new Schema<WebhookDoc>(
  {
    _id: { type: Number, required: true },
    tenant: { type: String, required: true },
    url: { type: String, required: true },
    events: { type: [String], enum: WEBHOOK_EVENTS },
    secret: { type: String, required: true },
    createdAt: Date,
    givenUp: Number,
    lastError: String,
    lastErrorAt: Date,
    disabledAt: Date,
  },
  { versionKey: false },
);
webhookSchema.index({ tenant: 1, _id: 1 });

export function toWebhook(doc: Omit<WebhookDoc, 'secret'>): Webhook {
  return {
    id: doc._id as WebhookId,
    tenant: doc.tenant as TenantId,
    url: doc.url,
    events: doc.events,
    createdAt: doc.createdAt.getTime(),
    givenUp: doc.givenUp,
    lastError: doc.lastError,
    lastErrorAt: doc.lastErrorAt?.getTime() ?? null,
    disabledAt: doc.disabledAt?.getTime() ?? null,
  };
}
