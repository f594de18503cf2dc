import type { Domain } from '../domain.js';
import { causedBy } from '../events/caused-by.js';
import { roomChannel } from '../events/channel.js';
import type { Room, RoomView } from '../model/room.js';
import type { Actor } from '../model/user.js';
import { viewRoom } from '../views/view-room.js';

/** Tells the members what the room is now. */
export async function announceUpdate(domain: Domain, actor: Actor, changed: Room): Promise<RoomView> {
  const room = await viewRoom(domain, changed);
  domain.events.publish(roomChannel(room.id), {
    type: 'room.updated',
    roomId: room.id,
    room,
    actorId: actor.userId,
    ...causedBy(actor),
  });
  return room;
}
