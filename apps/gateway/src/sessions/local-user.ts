import type { ViewerState } from '@crosstalk/dialect-kit';
import type { Member, RoomId } from '@crosstalk/domain';
import type { GatewayConnection } from '../connections/gateway-connection.js';

interface LocalRoom extends ViewerState {
  /** State of the room when the user entered it, as far as it is known: an older departure is no news. */
  readonly since: number;
}

/** A user with connections on this node, and what the node knows of the user's rooms: kept by events, never asked for per delivery. */
export class LocalUser {
  readonly connections = new Set<GatewayConnection>();
  readonly #rooms = new Map<RoomId, LocalRoom>();
  /** Rooms left while a list of memberships was being read: that list may still name them. */
  readonly #departed = new Set<RoomId>();
  #reading = 0;

  rooms(): Iterable<RoomId> {
    return this.#rooms.keys();
  }

  has(roomId: RoomId): boolean {
    return this.#rooms.has(roomId);
  }

  stateOf(roomId: RoomId): ViewerState | undefined {
    return this.#rooms.get(roomId);
  }

  /** Reads the memberships and takes them over; what was left meanwhile stays left. */
  async readRooms(read: () => Promise<readonly Member[]>): Promise<void> {
    this.#reading += 1;
    try {
      const members = await read();
      const listed = members.filter((member) => !this.#departed.has(member.roomId));
      for (const member of listed) this.enter(member);
    } finally {
      this.#reading -= 1;
      if (this.#reading === 0) this.#departed.clear();
    }
  }

  /** @param since `stateRev` of the room that came with the news; 0 when it was read from a list */
  enter(member: Member, since = 0): void {
    const before = this.#rooms.get(member.roomId);
    // Marks of one membership only move forward; the news of one may be older than what is known.
    const known = before?.id === member.id ? before : undefined;
    this.#departed.delete(member.roomId);
    this.#rooms.set(member.roomId, {
      id: member.id,
      readSeq: Math.max(known?.readSeq ?? 0, member.readSeq),
      clearedSeq: Math.max(known?.clearedSeq ?? 0, member.clearedSeq),
      muted: member.muted,
      since: Math.max(before?.since ?? 0, since),
    });
  }

  /** @returns false for old news: the user has entered again since */
  leave(roomId: RoomId, stateRev = Number.POSITIVE_INFINITY): boolean {
    if ((this.#rooms.get(roomId)?.since ?? 0) > stateRev) return false;
    this.#rooms.delete(roomId);
    if (this.#reading > 0) this.#departed.add(roomId);
    return true;
  }

  /** One's own message is read, unless others wrote before it what is neither read nor cleared. */
  posted(roomId: RoomId, seq: number): void {
    const state = this.#rooms.get(roomId);
    if (state && Math.max(state.readSeq, state.clearedSeq) >= seq - 1) this.read(roomId, seq);
  }

  read(roomId: RoomId, seq: number): void {
    const state = this.#rooms.get(roomId);
    if (state && state.readSeq < seq) this.#rooms.set(roomId, { ...state, readSeq: seq });
  }
}
