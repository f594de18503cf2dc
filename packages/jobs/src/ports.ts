/** @module What the jobs need of the world; the worker's composition root fills it in. */
import type { EpochMs, Message, MessageStore, RoomId } from '@crosstalk/domain';

export interface RoomProgress {
  readonly seq: number;
  readonly rev: number;
  /** Up to this rev the side effects are done; 0 when they never ran. */
  readonly effectsRev: number;
  /** When the newest rev was allotted, or later. */
  readonly updatedAt: EpochMs;
}

export interface OverdueRoom {
  readonly roomId: RoomId;
  readonly dirtyAt: EpochMs;
}

export interface EffectsStore {
  /** Rooms with side effects outstanding for longer than `olderThanMs`, longest first. */
  dirtyRooms(olderThanMs: number, limit: number): Promise<readonly OverdueRoom[]>;
  /** Null when the room is gone. */
  load(roomId: RoomId): Promise<RoomProgress | null>;
  /** Sets every member's unread counter from the room's `seq` and the member's marks; it is never incremented. */
  setUnread(roomId: RoomId): Promise<void>;
  /** The side effects are done up to `rev`. The room stays dirty, from now, when its rev is another by now. */
  finish(roomId: RoomId, rev: number): Promise<void>;
}

export interface SearchIndex {
  /** Makes each message found by its present text, or by nothing when it is deleted. Idempotent. */
  apply(messages: readonly Message[]): Promise<void>;
}

export interface RoomEffectsPorts {
  readonly effects: EffectsStore;
  readonly messages: Pick<MessageStore, 'changesAfter'>;
  readonly search: SearchIndex;
  /** Tells every node the room's newest rev, so that those behind it heal by reading. Rejects when Redis did not take it. */
  publishTip(roomId: RoomId, rev: number): Promise<void>;
  now(): EpochMs;
}
