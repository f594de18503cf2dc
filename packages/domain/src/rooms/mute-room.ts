import type { Domain } from '../domain.js';
import { notFound } from '../errors.js';
import { causedBy } from '../events/caused-by.js';
import { userChannel } from '../events/channel.js';
import type { RoomId } from '../ids.js';
import { requireAccess } from '../members/require-access.js';
import type { RoomForMember } from '../model/room.js';
import type { Actor } from '../model/user.js';
import { viewRoom } from '../views/view-room.js';

/** Mutes the room for the caller alone and tells the caller's own devices. @throws ChatError `not_found` */
export async function muteRoom(
  domain: Domain,
  actor: Actor,
  input: { readonly roomId: RoomId; readonly muted: boolean },
): Promise<RoomForMember> {
  const access = await requireAccess(domain, actor, input.roomId);
  const member = await domain.members.setMuted(input.roomId, actor.userId, input.muted);
  if (member === null) throw notFound('room');
  const room = await viewRoom(domain, access.room);
  domain.events.publish(userChannel(actor.userId), {
    type: 'member.updated',
    change: 'muted',
    userId: actor.userId,
    room,
    member,
    ...causedBy(actor),
  });
  return { room, member };
}
