import type { EpochMs, FileId, MessageId, RoomId, UserId } from '../ids.js';
import type { Message, MessageChange, MessageDraft } from '../model/message.js';

export type Appended =
  /** Durable with majority write concern. */
  | { readonly outcome: 'stored'; readonly message: Message }
  /** The author sent this `clientId` to this room before: the message that it made, whatever its content is now. */
  | { readonly outcome: 'duplicate'; readonly message: Message }
  /** The room's `stateRev` is not the one given (or the room is gone): nothing was stored; authorise anew. */
  | { readonly outcome: 'stale' };

export interface Changed {
  readonly message: Message;
  readonly stateRev: number;
  /** Revs that were allotted on the way and never used. */
  readonly voided: readonly number[];
}

export interface Changes {
  /** Messages whose `rev` is above the one asked for, in `rev` order. */
  readonly messages: readonly Message[];
  /** Every rev above the one asked for that is accounted for: stored as some message's last rev or replaced by a later change to it. */
  readonly knownRevs: readonly number[];
  /** Time of the change that carries the rev (for the age of a hole before it), by position in `messages`. */
  readonly changedAt: readonly EpochMs[];
  /** The room's counters, read before the messages. */
  readonly head: RoomHead;
  /** More messages lie beyond the limit. */
  readonly more: boolean;
}

export interface RoomHead {
  readonly seq: number;
  readonly rev: number;
  readonly stateRev: number;
}

export interface PageRequest {
  readonly before?: number | undefined;
  readonly after?: number | undefined;
  readonly around?: number | undefined;
  readonly limit: number;
  /** Messages up to this seq are left out. */
  readonly clearedSeq: number;
}

/** A message that carries a file. */
export interface Carrier {
  readonly id: MessageId;
  readonly roomId: RoomId;
}

export interface MessageStore {
  /**
   * Stores a message and gives it the next `seq` and `rev` of its room. Sends that arrive while a write is in flight share the next
   * one (group commit). Answers only after majority write concern. @throws ChatError `unavailable`
   */
  append(draft: MessageDraft, guard: { readonly stateRev: number }): Promise<Appended>;
  /** Changes one message under a fresh `rev` of its room; null if it is not there or deleted. @throws ChatError `unavailable` */
  change(
    target: { readonly roomId: RoomId; readonly id: MessageId },
    change: MessageChange,
    at: EpochMs,
  ): Promise<Changed | null>;
  find(id: MessageId): Promise<Message | null>;
  findMany(ids: readonly MessageId[]): Promise<readonly Message[]>;
  /** Ascending by seq. Newest page when no cursor is given; `before`/`after` are exclusive; `around` is included, in the middle. */
  page(roomId: RoomId, request: PageRequest): Promise<readonly Message[]>;
  /** Null when the room is gone. */
  changesAfter(roomId: RoomId, rev: number, limit: number): Promise<Changes | null>;
  /** The newest message of each room, one query. */
  newestOf(
    rooms: readonly { readonly id: RoomId; readonly seq: number }[],
  ): Promise<ReadonlyMap<RoomId, Message>>;
  /** Id, seq and author of messages with `fromSeq < seq <= toSeq`, ascending. */
  refs(
    roomId: RoomId,
    range: { readonly fromSeq: number; readonly toSeq: number; readonly limit: number },
  ): Promise<readonly { readonly id: MessageId; readonly seq: number; readonly authorId: UserId }[]>;
  /** The rooms in which a message carries the file, each with the highest seq of such a message. Deleted messages carry nothing. */
  roomsCarrying(fileId: FileId): Promise<readonly { readonly roomId: RoomId; readonly seq: number }[]>;
  /** Messages that carry the file, ascending by id, above `after`. */
  carriersOf(
    fileId: FileId,
    page: { readonly after?: MessageId | undefined; readonly limit: number },
  ): Promise<readonly Carrier[]>;
  /** What somebody wrote, ascending by id, above `after`; deleted messages among it. */
  byAuthor(
    authorId: UserId,
    page: { readonly after?: MessageId | undefined; readonly limit: number },
  ): Promise<readonly Message[]>;
  /** Messages that somebody is mentioned in or has reacted to, ascending by id, above `after`. */
  naming(
    userId: UserId,
    page: { readonly after?: MessageId | undefined; readonly limit: number },
  ): Promise<readonly Message[]>;
  /** Removes messages for good, with what search knows of them; their numbers stay used. */
  remove(roomId: RoomId, ids: readonly MessageId[]): Promise<void>;
}
