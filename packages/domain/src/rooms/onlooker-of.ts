import type { MemberId, UserId } from '../ids.js';
import type { Member, Room } from '../model/room.js';

/** The place, in an answer, of someone who manages a room without being in it: nothing is unread. Never stored. */
export function onlookerOf(room: Room, userId: UserId): Member {
  return {
    id: 0 as MemberId,
    roomId: room.id,
    userId,
    role: 'member',
    readSeq: room.seq,
    clearedSeq: 0,
    hiddenSeq: null,
    muted: false,
    joinedAt: room.createdAt,
  };
}
