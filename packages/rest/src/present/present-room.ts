import { type RoomForMember, unreadOf } from '@crosstalk/domain';
import { isoTime } from './iso-time.js';
import { presentMessage, type Surroundings } from './present-message.js';
import { presentUser } from './present-user.js';

/** People of a room that an answer shows. */
export const ROOM_USERS = 100;

/** A room with the caller's own read state; a last message that the caller cleared away is not shown. */
export function presentRoom({ room, member }: RoomForMember, surroundings: Surroundings) {
  const last = room.lastMessage;
  return {
    id: room.id,
    type: room.type,
    title: room.title,
    project_id: room.projectId,
    owner_id: room.ownerId,
    member_count: room.memberCount,
    users: room.members
      .slice(0, ROOM_USERS)
      .map(({ user, role }) => presentUser(user, surroundings.presence, role)),
    seq: room.seq,
    rev: room.rev,
    unread: unreadOf(room, member),
    read_seq: member.readSeq,
    muted: member.muted,
    retention_days: room.retentionDays,
    last_message: last && last.seq > member.clearedSeq ? presentMessage(last, surroundings) : null,
    created_at: isoTime(room.createdAt),
    updated_at: isoTime(room.updatedAt),
  };
}
