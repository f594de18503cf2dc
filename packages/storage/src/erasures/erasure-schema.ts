import type { Erasure, MessageFate, TenantId, UserId } from '@crosstalk/domain';
import { Schema } from 'mongoose';

export interface ErasureDoc {
  readonly _id: string;
  readonly tenant: string;
  readonly user: number;
  readonly askedBy: number;
  readonly messages: MessageFate;
  readonly askedAt: Date;
  readonly finishedAt: Date | null;
  readonly counts: Erasure['counts'];
  readonly place: Erasure['place'];
  readonly version: number;
  /** When it was asked for or got a step further; absent when it is done. */
  readonly movedAt?: Date;
}

export const ONE_ERASURE_PER_USER = 'one_erasure_per_user';

export const erasureSchema = new Schema<ErasureDoc>(
  {
    _id: { type: String, required: true },
    tenant: { type: String, required: true },
    user: { type: Number, required: true },
    askedBy: Number,
    messages: String,
    askedAt: Date,
    finishedAt: Date,
    counts: Schema.Types.Mixed,
    place: Schema.Types.Mixed,
    version: Number,
    movedAt: Date,
  },
  { versionKey: false },
);
erasureSchema.index({ user: 1 }, { name: ONE_ERASURE_PER_USER, unique: true });
erasureSchema.index({ movedAt: 1 }, { partialFilterExpression: { movedAt: { $exists: true } } });

export function toErasure(doc: ErasureDoc): Erasure {
  const { _id, tenant, user, askedBy, messages, askedAt, finishedAt, counts, place, version } = doc;
  return {
    id: _id,
    tenant: tenant as TenantId,
    userId: user as UserId,
    askedBy: askedBy as UserId,
    messages,
    askedAt: askedAt.getTime(),
    finishedAt: finishedAt?.getTime() ?? null,
    counts,
    place,
    version,
  };
}
