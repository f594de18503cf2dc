import type { Domain } from '../domain.js';
import { causedBy } from '../events/caused-by.js';
import { roomChannel } from '../events/channel.js';
import type { RoomId } from '../ids.js';
import { requireAccess } from '../members/require-access.js';
import type { RoomForMember } from '../model/room.js';
import type { Actor } from '../model/user.js';
import { markRead } from '../receipts/mark-read.js';
import { viewRoom } from '../views/view-room.js';

/** Tells who else looks at the room that the caller does, and reads everything in it. @throws ChatError `not_found` */
export async function openRoom(domain: Domain, actor: Actor, roomId: RoomId): Promise<RoomForMember> {
  const { room, member } = await requireAccess(domain, actor, roomId);
  domain.events.publish(roomChannel(roomId), {
    type: 'viewing.changed',
    roomId,
    userId: actor.userId,
    on: true,
    ...causedBy(actor),
  });
  const { readSeq } = await markRead(domain, actor, { roomId });
  return { room: await viewRoom(domain, room), member: { ...member, readSeq } };
}
