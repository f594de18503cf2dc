import type { RoomId, UserId } from '../ids.js';
import type { RoomView } from '../model/room.js';

/** Rooms as all of their members see them, read from storage and authorised by nobody: what a node keeps for the members it serves. */
export interface RoomViews {
  /** Rooms of the user, newest activity first, hidden ones left out, with as many queries as for one. @throws when storage is away */
  newestOf(userId: UserId, limit: number): Promise<readonly RoomView[]>;
  /** Null: there is no such room. @throws when storage is away */
  find(roomId: RoomId): Promise<RoomView | null>;
}
