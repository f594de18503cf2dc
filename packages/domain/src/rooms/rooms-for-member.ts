import type { RoomForMember } from '../model/room.js';
import type { Access } from '../ports/room-store.js';
import type { ViewPorts } from '../views/view-messages.js';
import { viewRooms } from '../views/view-rooms.js';

/** Many rooms of one member, with as many queries as for one. */
export async function roomsForMember(
  ports: ViewPorts,
  accesses: readonly Access[],
): Promise<readonly RoomForMember[]> {
  const views = await viewRooms(
    ports,
    accesses.map((access) => access.room),
  );
  return accesses.flatMap(({ room, member }) => {
    const view = views.get(room.id);
    return view === undefined ? [] : [{ room: view, member }];
  });
}
