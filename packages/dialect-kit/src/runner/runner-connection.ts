import type { Presence, RoomId, UserId, Visitor } from '@crosstalk/domain';
import type { CloseReason } from '../close-reason.js';
import type { Frame } from '../frame.js';
import type { Session, Viewer } from '../session.js';

/** One socket as the runner needs it; the gateway implements it for each transport. */
export interface RunnerConnection extends Omit<Viewer, 'userId'> {
  readonly session: Session | null;
  /** Told to go: what still arrives is not executed, since its answer would not reach the client. */
  readonly closing: boolean;
  /** Verifies the token and joins the socket's audiences; live events are kept until `activate`. @throws ChatError */
  authenticate(token: string): Promise<Session>;
  /** The same for a person that a host site presents. @throws ChatError */
  authenticateVisitor(visitor: Visitor): Promise<Session>;
  /** From here on live events are written, those that were kept first. Does nothing without a session, or when it is done already. */
  activate(): void;
  receives(roomId: RoomId): boolean;
  watchPresence(userIds: readonly UserId[]): Promise<void>;
  watchPartners(): Promise<readonly Presence[]>;
  setOpenRoom(roomId: RoomId | null): RoomId | null;
  send(frames: readonly Frame[]): void;
  close(reason: CloseReason): void;
}
