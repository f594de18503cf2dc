import type { SequencedEvent } from '../events/domain-event.js';
import type { RoomId } from '../ids.js';
import type { RoomHead } from './message-store.js';

/** What a node that is behind in a room has to deliver to catch up, read from storage. */
export interface TailSlice {
  /**
   * In the order to deliver: messages that the node never delivered, by seq, as `message.posted` (`message.deleted` when they are gone by
   * now); then changes to messages that it did deliver, by rev. Each carries the message as it is now, so `rev` is that of its last
   * change and never above `upTo`.
   */
  readonly events: readonly SequencedEvent[];
  /** Everything up to this rev is accounted for once the events are delivered: stored, replaced by a later change, or void. */
  readonly upTo: number;
  /** Ranges up to `upTo` that nothing is stored under, first and last. */
  readonly voids: readonly (readonly [first: number, last: number])[];
  /** False while a hole is so young that its write may be in flight: ask again. */
  readonly complete: boolean;
  /** Of the room, read before the messages. */
  readonly stateRev: number;
}

/** Reads the end of a room for the sequencer of the cluster, which decides when. Made by `createRoomTail`. */
export interface RoomTail {
  /** Counters of each room that exists, one query. */
  heads(ids: readonly RoomId[]): Promise<ReadonlyMap<RoomId, RoomHead>>;
  /**
   * For a node that has delivered every change up to `rev` and every message up to `seq`. Null when the room is gone.
   * @throws ChatError `unavailable`
   */
  since(roomId: RoomId, rev: number, seq: number): Promise<TailSlice | null>;
}
