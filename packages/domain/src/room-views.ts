import type { RoomId, UserId } from './ids.js';
import type { RoomView } from './model/room.js';
import type { Ports } from './ports/ports.js';
import type { RoomViews } from './ports/room-views.js';
import { viewRooms } from './views/view-rooms.js';

/** Reads rooms as all of their members see them, for a node that keeps what it shows. */
export function createRoomViews(
  ports: Pick<Ports, 'rooms' | 'members' | 'messages' | 'users' | 'files' | 'previews'>,
): RoomViews {
  return {
    newestOf: async (userId: UserId, limit: number): Promise<readonly RoomView[]> => {
      const accesses = await ports.members.pageOf(userId, { limit });
      const views = await viewRooms(
        ports,
        accesses.map(({ room }) => room),
      );
      return [...views.values()];
    },
    find: async (roomId: RoomId): Promise<RoomView | null> => {
      const room = await ports.rooms.find(roomId);
      return room && ((await viewRooms(ports, [room])).get(roomId) ?? null);
    },
  };
}
