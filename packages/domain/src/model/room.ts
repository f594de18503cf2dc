import type { EpochMs, MemberId, RoomId, TenantId, UserId } from '../ids.js';
import type { MessageView } from './message.js';
import type { Role } from './role.js';
import type { User } from './user.js';

export { ROLES, type Role } from './role.js';

export const ROOM_TYPES = ['direct', 'group', 'project'] as const;
export type RoomType = (typeof ROOM_TYPES)[number];

/** A shared conversation. */
export interface Room {
  readonly id: RoomId;
  readonly tenant: TenantId;
  readonly type: RoomType;
  readonly title: string | null;
  readonly projectId: number | null;
  readonly ownerId: UserId | null;
  readonly memberCount: number;
  /** Numbers the messages: the seq of the newest. */
  readonly seq: number;
  /** Numbers every change to messages (post, edit, delete, reaction): the rev of the newest. */
  readonly rev: number;
  /** Numbers every change of the room itself (title, members, roles): what was authorised against an older one is checked anew. */
  readonly stateRev: number;
  /** Days for which messages are kept; null: as the tenant has it. */
  readonly retentionDays: number | null;
  readonly createdAt: EpochMs;
  readonly updatedAt: EpochMs;
}

/** One user's view of one room. */
export interface Member {
  readonly id: MemberId;
  readonly roomId: RoomId;
  readonly userId: UserId;
  readonly role: Role;
  /** Everything up to this seq was read. */
  readonly readSeq: number;
  /** Messages up to this seq are hidden from this member. */
  readonly clearedSeq: number;
  /** Left out of this member's room list while the room has no message after this one; null: not hidden. */
  readonly hiddenSeq: number | null;
  readonly muted: boolean;
  readonly joinedAt: EpochMs;
}

export interface MemberView extends Pick<Member, 'userId' | 'role' | 'readSeq'> {
  readonly user: User;
}

/** A room as all of its members see it: nothing in here differs between viewers. */
export interface RoomView extends Room {
  /** The first members by joining, at most `LIMITS.membersInView`. */
  readonly members: readonly MemberView[];
  readonly lastMessage: MessageView | null;
}

/** A room with the caller's own view of it. */
export interface RoomForMember {
  readonly room: RoomView;
  readonly member: Member;
}

/** Whether the member has put the room away and nobody has written since. */
export function isHidden(room: Pick<Room, 'seq'>, member: Pick<Member, 'hiddenSeq'>): boolean {
  return member.hiddenSeq !== null && room.seq <= member.hiddenSeq;
}

/** Messages that the member has not read: exact, because both counters number messages only. */
export function unreadOf(room: Pick<Room, 'seq'>, member: Pick<Member, 'readSeq' | 'clearedSeq'>): number {
  return Math.max(0, room.seq - Math.max(member.readSeq, member.clearedSeq));
}

/** The key that makes a direct room of two people unique in its tenant. */
export function directKeyOf(a: UserId, b: UserId): string {
  return a < b ? `${a}_${b}` : `${b}_${a}`;
}
