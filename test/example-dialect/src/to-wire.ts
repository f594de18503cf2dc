import { isoTime } from '@crosstalk/dialect-kit';
import { displayName, type MessageView, type RoomForMember, unreadOf } from '@crosstalk/domain';
import { oneLine } from './frames.js';

/** `MSG room id time author: text`, the same for everybody. */
export function messageLine({ roomId, id, createdAt, author, text }: MessageView): string {
  return `MSG ${roomId} ${id} ${isoTime(createdAt)} ${oneLine(displayName(author))}: ${oneLine(text)}`;
}

/** `ROOM id unread title`. */
export function roomLine({ room, member }: RoomForMember): string {
  return `ROOM ${room.id} ${unreadOf(room, member)} ${oneLine(room.title ?? '')}`.trimEnd();
}
