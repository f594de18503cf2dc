import { type Member, type MemberId, ROLES, type Role, type RoomId, type UserId } from '@crosstalk/domain';
import { Schema } from 'mongoose';

export interface MemberDoc {
  readonly _id: number;
  readonly room: number;
  readonly user: number;
  readonly role: Role;
  readonly readSeq: number;
  readonly clearedSeq: number;
  /** Absent in what a node of the version before writes during an update. */
  readonly hiddenSeq?: number | null;
  readonly muted: boolean;
  /** Kept by the worker and by the marks as they move; for badges, never what the domain computes with. */
  readonly unread: number;
  readonly joinedAt: Date;
}

export const memberSchema = new Schema<MemberDoc>(
  {
    _id: { type: Number, required: true },
    room: { type: Number, required: true },
    user: { type: Number, required: true },
    role: { type: String, enum: ROLES, required: true },
    readSeq: Number,
    clearedSeq: Number,
    hiddenSeq: Number,
    muted: Boolean,
    unread: Number,
    joinedAt: Date,
  },
  { versionKey: false },
);
memberSchema.index({ room: 1, user: 1 }, { unique: true });
memberSchema.index({ user: 1 });
memberSchema.index({ room: 1, readSeq: -1 });
memberSchema.index({ room: 1, _id: 1 });

export function toMember(doc: MemberDoc): Member {
  return {
    id: doc._id as MemberId,
    roomId: doc.room as RoomId,
    userId: doc.user as UserId,
    role: doc.role,
    readSeq: doc.readSeq,
    clearedSeq: doc.clearedSeq,
    hiddenSeq: doc.hiddenSeq ?? null,
    muted: doc.muted,
    joinedAt: doc.joinedAt.getTime(),
  };
}

export interface NewMember {
  readonly userId: UserId;
  readonly role: Role;
}

/** A member who begins with nothing read; what was written before is theirs to read, as far as it is there. */
export function newMemberDoc(
  id: number,
  member: NewMember,
  room: { readonly id: number; readonly seq: number; readonly removedSeq?: number; readonly joinedAt: Date },
): MemberDoc {
  return {
    _id: id,
    room: room.id,
    user: member.userId,
    role: member.role,
    readSeq: 0,
    clearedSeq: room.removedSeq ?? 0,
    hiddenSeq: null,
    muted: false,
    unread: room.seq - (room.removedSeq ?? 0),
    joinedAt: room.joinedAt,
  };
}
