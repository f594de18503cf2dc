import type { FileId, RoomId } from '../ids.js';

export interface SideEffects {
  /** The room changed: its job should run soon. Coalesced; never throws, never waits: what is lost is found by the outbox sweep. */
  roomChanged(roomId: RoomId): void;
  /** A file is `processing`: somebody should look at it. Never throws, never waits: what is lost is found by `FileStore.stuckProcessing`. */
  fileStored(fileId: FileId): void;
  /** Somebody has to be erased. Never throws, never waits: what is lost is found by `ErasureStore.unfinished`. */
  erasureAsked(erasureId: string): void;
}
