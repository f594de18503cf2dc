import { mapLimited } from '../flow/map-limited.js';
import type { RoomId } from '../ids.js';
import type { Message } from '../model/message.js';
import type { Ports } from '../ports/ports.js';
import type { RoleOf } from './message-viewer.js';
import { rolesInRoom } from './roles-in-room.js';

const CONCURRENCY = 8;

/** Roles of the authors of messages of several rooms: one query for each room. */
export async function rolesInRooms(
  ports: Pick<Ports, 'members'>,
  messages: readonly Message[],
): Promise<RoleOf> {
  const byRoom = new Map<RoomId, Message[]>();
  for (const message of messages) {
    const others = byRoom.get(message.roomId);
    if (others === undefined) byRoom.set(message.roomId, [message]);
    else others.push(message);
  }
  const roles = new Map(
    await mapLimited(
      [...byRoom],
      CONCURRENCY,
      async ([roomId, own]): Promise<[RoomId, RoleOf]> => [roomId, await rolesInRoom(ports, roomId, own)],
    ),
  );
  return (message) => roles.get(message.roomId)?.(message) ?? 'member';
}
