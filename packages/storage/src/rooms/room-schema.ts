import {
  ROOM_TYPES,
  type Room,
  type RoomHead,
  type RoomId,
  type RoomType,
  type TenantId,
  type UserId,
} from '@crosstalk/domain';
import { Schema } from 'mongoose';

export interface RoomDoc {
  readonly _id: number;
  readonly tenant: string;
  readonly type: RoomType;
  readonly title: string | null;
  /** Only in direct rooms: their two members. */
  readonly directKey?: string;
  /** Only in project rooms. */
  readonly projectId?: number;
  readonly ownerId: number | null;
  readonly memberCount: number;
  readonly seq: number;
  readonly rev: number;
  readonly stateRev: number;
  /** The rev up to which the side effects are done. */
  readonly effectsRev: number;
  /** The seq up to which offline members were notified; absent: none ever was. */
  readonly notifiedSeq?: number;
  /** Since when side effects are due; absent when none are. */
  readonly dirtyAt?: Date;
  /** Absent: as the tenant has it. */
  readonly retentionDays?: number | null;
  /** Up to this seq all messages were removed; absent: none. */
  readonly removedSeq?: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export const ONE_DIRECT_ROOM = 'one_direct_room';
export const ONE_PROJECT_ROOM = 'one_project_room';

export const roomSchema = new Schema<RoomDoc>(
  {
    _id: { type: Number, required: true },
    tenant: { type: String, required: true },
    type: { type: String, enum: ROOM_TYPES, required: true },
    title: String,
    directKey: String,
    projectId: Number,
    ownerId: Number,
    memberCount: Number,
    seq: Number,
    rev: Number,
    stateRev: Number,
    effectsRev: Number,
    notifiedSeq: Number,
    dirtyAt: Date,
    retentionDays: Number,
    removedSeq: Number,
    createdAt: Date,
    updatedAt: Date,
  },
  { versionKey: false },
);
roomSchema.index(
  { tenant: 1, directKey: 1 },
  { name: ONE_DIRECT_ROOM, unique: true, partialFilterExpression: { directKey: { $exists: true } } },
);
roomSchema.index(
  { tenant: 1, projectId: 1 },
  { name: ONE_PROJECT_ROOM, unique: true, partialFilterExpression: { projectId: { $exists: true } } },
);
roomSchema.index({ dirtyAt: 1 }, { partialFilterExpression: { dirtyAt: { $exists: true } } });

/** The counters alone: what a write of messages needs of its room. */
export const COUNTERS = { _id: 1, seq: 1, rev: 1, stateRev: 1 } as const;

export function toRoom(doc: RoomDoc): Room {
  return {
    id: doc._id as RoomId,
    tenant: doc.tenant as TenantId,
    type: doc.type,
    title: doc.title,
    projectId: doc.projectId ?? null,
    ownerId: doc.ownerId as UserId | null,
    memberCount: doc.memberCount,
    seq: doc.seq,
    rev: doc.rev,
    stateRev: doc.stateRev,
    retentionDays: doc.retentionDays ?? null,
    createdAt: doc.createdAt.getTime(),
    updatedAt: doc.updatedAt.getTime(),
  };
}

export function toHead(doc: Pick<RoomDoc, 'seq' | 'rev' | 'stateRev'>): RoomHead {
  return { seq: doc.seq, rev: doc.rev, stateRev: doc.stateRev };
}
