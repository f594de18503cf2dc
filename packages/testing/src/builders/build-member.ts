import type { Member, MemberId, RoomId, UserId } from '@crosstalk/domain';

/** User 1 as a member of room 10 who has read nothing, unless told otherwise. */
export function buildMember(fields: Partial<Member> = {}): Member {
  return {
    id: 100 as MemberId,
    roomId: 10 as RoomId,
    userId: 1 as UserId,
    role: 'member',
    readSeq: 0,
    clearedSeq: 0,
    hiddenSeq: null,
    muted: false,
    joinedAt: Date.UTC(2026, 0, 1),
    ...fields,
  };
}
