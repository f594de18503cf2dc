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
}

/** For whom a personal frame is rendered. */
export interface Viewer {
  readonly userId: UserId;
  readonly connectionId: string;
  stateOf(roomId: RoomId): ViewerState;
}
