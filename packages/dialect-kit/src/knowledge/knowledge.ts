/**
 * @module What a node knows without asking, for frames that show more than their event says: the rooms of connections whose dialect shows
 * them, and the presence of people who are watched here. Kept up to date by the events that pass.
 */
import type { DomainEvent, MessageView, Presence, RoomId, RoomView, UserId } from '@crosstalk/domain';

interface KnowledgeOptions {
  /** Rooms kept; the one that was not asked for longest is dropped and read again when it is needed. */
  readonly rooms?: number;
  readonly presences?: number;
}

const DEFAULT_ROOMS = 20_000;
const DEFAULT_PRESENCES = 200_000;

export class Knowledge {
  readonly #rooms = new Map<RoomId, RoomView>();
  readonly #presences = new Map<UserId, Presence>();
  readonly #maxRooms: number;
  readonly #maxPresences: number;

  constructor({ rooms = DEFAULT_ROOMS, presences = DEFAULT_PRESENCES }: KnowledgeOptions = {}) {
    this.#maxRooms = rooms;
    this.#maxPresences = presences;
  }

  roomOf(roomId: RoomId): RoomView | undefined {
    const room = this.#rooms.get(roomId);
    if (room) keep(this.#rooms, roomId, room);
    return room;
  }

  presenceOf(userId: UserId): Presence {
    return this.#presences.get(userId) ?? { userId, online: false, lastSeen: null };
  }

  hasRoom(roomId: RoomId): boolean {
    return this.#rooms.has(roomId);
  }

  /** Takes over a room that was read; what is known and newer stays. */
  learnRoom(room: RoomView): void {
    const known = this.#rooms.get(room.id);
    const fresh = known && known.stateRev > room.stateRev ? known : room;
    keep(this.#rooms, room.id, known ? withNewest(fresh, known.lastMessage) : fresh);
    shrink(this.#rooms, this.#maxRooms);
  }

  learnPresences(presences: readonly Presence[]): void {
    for (const presence of presences) keep(this.#presences, presence.userId, presence);
    shrink(this.#presences, this.#maxPresences);
  }

  /** Nobody here shows this room any more. */
  forgetRoom(roomId: RoomId): void {
    this.#rooms.delete(roomId);
  }

  /** Follows an event that is about to be rendered. Only rooms that are known already are kept up to date. */
  note(event: DomainEvent): void {
    if (event.type === 'presence.changed') {
      const { userId, online, lastSeen } = event;
      this.learnPresences([{ userId, online, lastSeen }]);
    } else if (event.type === 'message.posted') this.#posted(event.message);
    else if (event.type === 'message.edited' || event.type === 'message.deleted')
      this.#changed(event.message);
    else if (event.type === 'room.read') this.#read(event.roomId, event.userId, event.readSeq);
    else if (event.type === 'room.updated' || event.type === 'members.changed') {
      if (this.#rooms.has(event.roomId)) this.learnRoom(event.room);
    } else if (event.type === 'room.left' && event.reason === 'deleted') this.forgetRoom(event.room.id);
  }

  #posted(message: MessageView): void {
    const room = this.#rooms.get(message.roomId);
    if (room) this.#rooms.set(room.id, withNewest(room, message));
  }

  #changed(message: MessageView): void {
    const room = this.#rooms.get(message.roomId);
    if (!room) return;
    const rev = Math.max(room.rev, message.rev);
    const lastMessage = room.lastMessage?.id === message.id ? message : room.lastMessage;
    this.#rooms.set(room.id, { ...room, rev, lastMessage });
  }

  #read(roomId: RoomId, userId: UserId, readSeq: number): void {
    const room = this.#rooms.get(roomId);
    if (!room) return;
    const members = room.members.map((member) =>
      member.userId === userId && member.readSeq < readSeq ? { ...member, readSeq } : member,
    );
    this.#rooms.set(roomId, { ...room, members });
  }
}

/** The room after this message, unless it has a newer one. */
function withNewest(room: RoomView, message: MessageView | null): RoomView {
  if (message === null || message.seq < (room.lastMessage?.seq ?? 0)) return room;
  return {
    ...room,
    seq: Math.max(room.seq, message.seq),
    rev: Math.max(room.rev, message.rev),
    updatedAt: Math.max(room.updatedAt, message.createdAt),
    lastMessage: message,
  };
}

/** Puts the entry last, which is where the most recently used one stands. */
function keep<K, V>(map: Map<K, V>, key: K, value: V): void {
  map.delete(key);
  map.set(key, value);
}

function shrink<K, V>(map: Map<K, V>, max: number): void {
  for (const key of map.keys()) {
    if (map.size <= max) return;
    map.delete(key);
  }
}
