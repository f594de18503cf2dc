import type { Actor, RoomId, User, UserId } from '@crosstalk/domain';

/** An authenticated connection. */
export interface Session {
  readonly actor: Actor;
  readonly user: User;
}

/** The viewer's own part of a room, kept by the node so that no delivery asks the database. */
export interface ViewerState {
  readonly readSeq: number;
  readonly clearedSeq: number;
  readonly muted: boolean;
  /** Of the membership itself, which some wires show as a thing of its own; 0 when the node knows no such membership. */
  readonly id: number;
}

/** For whom a personal frame is rendered. */
export interface Viewer {
  readonly userId: UserId;
  readonly connectionId: string;
  stateOf(roomId: RoomId): ViewerState;
  /** The room on this connection's screen, where the wire says so. */
  readonly openRoomId: RoomId | null;
}
