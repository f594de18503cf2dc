import type { Clock, Member, Message, Room, RoomId, UserId } from '@crosstalk/domain';

export interface StoredMessage extends Message {
  readonly changedAt: number;
  readonly pastRevs: readonly number[];
}

/** The state that the memory stores share, as the collections of one database are shared. */
export class MemoryWorld {
  readonly clock: Clock;
  readonly rooms = new Map<RoomId, Room>();
  readonly members = new Map<RoomId, Map<UserId, Member>>();
  /** Up to where all messages of a room were removed. */
  readonly removedSeqs = new Map<RoomId, number>();
  /** Of each room, ascending by seq. */
  readonly messages = new Map<RoomId, StoredMessage[]>();
  #lastId = 0;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  membersOf(roomId: RoomId): readonly Member[] {
    return [...(this.members.get(roomId)?.values() ?? [])].sort((a, b) => a.id - b.id);
  }

  messagesOf(roomId: RoomId): readonly StoredMessage[] {
    return this.messages.get(roomId) ?? [];
  }

  /** Replaces fields of a room that exists. */
  patchRoom(roomId: RoomId, changes: Partial<Room>): Room | null {
    const room = this.rooms.get(roomId);
    if (room === undefined) return null;
    const changed = { ...room, ...changes };
    this.rooms.set(roomId, changed);
    return changed;
  }

  /** Replaces fields of a member that exists. */
  patchMember(roomId: RoomId, userId: UserId, changes: Partial<Member>): Member | null {
    const members = this.members.get(roomId);
    const member = members?.get(userId);
    if (members === undefined || member === undefined) return null;
    const changed = { ...member, ...changes };
    members.set(userId, changed);
    return changed;
  }
}
