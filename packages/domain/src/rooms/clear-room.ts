import type { Domain } from '../domain.js';
import { notFound } from '../errors.js';
import { causedBy } from '../events/caused-by.js';
import { userChannel } from '../events/channel.js';
import type { RoomId } from '../ids.js';
import { requireAccess } from '../members/require-access.js';
import type { RoomForMember } from '../model/room.js';
import type { Actor } from '../model/user.js';
import { viewRoom } from '../views/view-room.js';

/**
 * Takes everything up to now out of the caller's own view, and with `hide` the room out of their list until somebody writes again. The others
 * see no change; the caller's devices are told. @throws ChatError `not_found`
 */
export async function clearRoom(
  domain: Domain,
  actor: Actor,
  { roomId, hide }: { readonly roomId: RoomId; readonly hide: boolean },
): Promise<RoomForMember> {
  const access = await requireAccess(domain, actor, roomId);
  const member = await domain.members.clear(roomId, actor.userId, { seq: access.room.seq, hide });
  if (member === null) throw notFound('room');
  const room = await viewRoom(domain, access.room);
  domain.events.publish(userChannel(actor.userId), {
    type: 'member.updated',
    change: hide ? 'hidden' : 'cleared',
    userId: actor.userId,
    room,
    member,
    ...causedBy(actor),
  });
  return { room, member };
}
