import type { RoomForMember } from '../model/room.js';
import type { Access } from '../ports/room-store.js';
import type { ViewPorts } from '../views/view-messages.js';
import { viewRoom } from '../views/view-room.js';

/** The view of the room beside the member's own place in it. */
export async function roomForMember(ports: ViewPorts, { room, member }: Access): Promise<RoomForMember> {
  return { room: await viewRoom(ports, room), member };
}
