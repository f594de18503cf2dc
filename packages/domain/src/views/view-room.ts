import { notFound } from '../errors.js';
import type { Room, RoomView } from '../model/room.js';
import type { ViewPorts } from './view-messages.js';
import { viewRooms } from './view-rooms.js';

/** The view of one room, as of `viewRooms`. */
export async function viewRoom(ports: ViewPorts, room: Room): Promise<RoomView> {
  const view = (await viewRooms(ports, [room])).get(room.id);
  if (view === undefined) throw notFound('room');
  return view;
}
