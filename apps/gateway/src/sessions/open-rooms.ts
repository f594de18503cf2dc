import { type Actor, ChatError, type RoomId, type UseCases, type UserId } from '@crosstalk/domain';
import type { GatewayConnection } from '../connections/gateway-connection.js';

interface OpenRoomsDeps {
  readonly useCases: Pick<UseCases, 'markRead'>;
  failed(what: string, error: unknown): void;
}

/** One user's reading of one room: at most one call is under way, up to the newest message there is when it starts. */
interface Reading {
  readonly actor: Actor;
  readonly roomId: RoomId;
  seq: number;
}

/** Milliseconds from a message to its mark: longer than a delivery gathers, so that the message is out before it is read. */
const READ_DELAY_MS = 30;

/** Rooms on the screens of this node's clients: what is written there is read at once. */
export class OpenRooms {
  readonly #deps: OpenRoomsDeps;
  readonly #viewers = new Map<RoomId, Set<GatewayConnection>>();
  readonly #rooms = new Map<GatewayConnection, RoomId>();
  readonly #readings = new Map<string, Reading>();

  constructor(deps: OpenRoomsDeps) {
    this.#deps = deps;
  }

  /** Null: the connection shows no room any more. */
  set(connection: GatewayConnection, roomId: RoomId | null): void {
    const before = this.#rooms.get(connection);
    if (before !== undefined) this.#drop(connection, before);
    if (roomId === null) return;
    this.#rooms.set(connection, roomId);
    const viewers = this.#viewers.get(roomId);
    if (viewers) viewers.add(connection);
    else this.#viewers.set(roomId, new Set([connection]));
  }

  /** Whether one of the user's connections to this node shows the room. */
  isOpenFor(userId: UserId, roomId: RoomId): boolean {
    return [...(this.#viewers.get(roomId) ?? [])].some((connection) => connection.userId === userId);
  }

  /** A message was delivered: everybody here who has its room open, but the author, has read it. */
  posted(roomId: RoomId, authorId: UserId, seq: number): void {
    if (this.#viewers.size === 0) return;
    for (const { session } of this.#viewers.get(roomId) ?? []) {
      if (session && session.actor.userId !== authorId) this.#read(session.actor, roomId, seq);
    }
  }

  #read(actor: Actor, roomId: RoomId, seq: number): void {
    const key = `${actor.userId} ${roomId}`;
    const reading = this.#readings.get(key);
    if (reading) {
      reading.seq = Math.max(reading.seq, seq);
      return;
    }
    const begun = { actor, roomId, seq };
    this.#readings.set(key, begun);
    setTimeout(() => void this.#run(key, begun), READ_DELAY_MS).unref();
  }

  async #run(key: string, reading: Reading): Promise<void> {
    const { actor, roomId } = reading;
    let done = 0;
    try {
      while (done < reading.seq) {
        const { seq } = reading;
        await this.#deps.useCases.markRead(actor, { roomId, seq });
        done = seq;
      }
    } catch (error) {
      // Who was removed meanwhile has nothing left to read. Anything else is made up for by the next message.
      const removed = error instanceof ChatError && error.code === 'not_found';
      if (!removed) this.#deps.failed('reading an open room', error);
    } finally {
      this.#readings.delete(key);
    }
  }

  #drop(connection: GatewayConnection, roomId: RoomId): void {
    this.#rooms.delete(connection);
    const viewers = this.#viewers.get(roomId);
    viewers?.delete(connection);
    if (viewers?.size === 0) this.#viewers.delete(roomId);
  }
}
