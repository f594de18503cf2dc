import type { Domain } from '../domain.js';
import { causedBy } from '../events/caused-by.js';
import { roomChannel } from '../events/channel.js';
import type { RoomId } from '../ids.js';
import { requireAccess } from '../members/require-access.js';
import type { Actor } from '../model/user.js';

/** Tells who looks at the room that the caller does no more; their membership stays. @throws ChatError `not_found` */
export async function closeRoom(domain: Domain, actor: Actor, roomId: RoomId): Promise<void> {
  await requireAccess(domain, actor, roomId);
  domain.events.publish(roomChannel(roomId), {
    type: 'viewing.changed',
    roomId,
    userId: actor.userId,
    on: false,
    ...causedBy(actor),
  });
}
