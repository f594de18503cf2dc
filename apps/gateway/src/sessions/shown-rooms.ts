/** @module Rooms of connections whose dialect shows more of a room than its events say: read before anything of them is rendered. */
import type { Knowledge } from '@crosstalk/dialect-kit';
import { type Channel, type DomainEvent, type RoomId, type RoomViews, roomChannel } from '@crosstalk/domain';
import type { GatewayConnection } from '../connections/gateway-connection.js';

interface ShownRoomsDeps {
  readonly knowledge: Knowledge;
  readonly views: RoomViews;
  failed(what: string, error: unknown): void;
}

interface Shown {
  readonly connections: Set<GatewayConnection>;
  /** A read that may bring the room is under way. */
  reading: Promise<void> | null;
  /** Monotonic milliseconds; while storage is away the events do not wait for it each time. */
  failedAt: number;
}

/** Rooms that are read when a session begins; a user's further ones are read when something happens in them. */
const FIRST_ROOMS = 200;
const RETRY_MS = 5_000;

/**
 * Keeps the room of every channel that has such a connection, and of no other: a room that nobody here shows would not be followed. Costs
 * the other channels one comparison, or one look-up when there are such connections at all.
 */
export class ShownRooms {
  readonly #deps: ShownRoomsDeps;
  readonly #shown = new Map<Channel, Shown>();

  constructor(deps: ShownRoomsDeps) {
    this.#deps = deps;
  }

  entered(connection: GatewayConnection, channel: Channel): void {
    if (!connection.dialect.showsRooms || roomIdOf(channel) === null) return;
    const shown = this.#shown.get(channel);
    if (shown) shown.connections.add(connection);
    else this.#shown.set(channel, { connections: new Set([connection]), reading: null, failedAt: -RETRY_MS });
  }

  left(connection: GatewayConnection, channel: Channel): void {
    const shown = this.#shown.get(channel);
    if (!shown?.connections.delete(connection) || shown.connections.size > 0) return;
    this.#shown.delete(channel);
    const roomId = roomIdOf(channel);
    if (roomId !== null) this.#deps.knowledge.forgetRoom(roomId);
  }

  /** The connection leaves all of its channels. */
  gone(connection: GatewayConnection, channels: Iterable<Channel>): void {
    if (!connection.dialect.showsRooms) return;
    for (const channel of channels) this.left(connection, channel);
  }

  /** Reads the newest rooms of the connection's user at once. Never throws: what could not be read is read when it is needed. */
  async readFirst(connection: GatewayConnection, channels: Iterable<Channel>): Promise<void> {
    if (!connection.dialect.showsRooms) return;
    const waiting = Array.from(channels, (channel) => this.#unread(channel)).filter((each) => each !== null);
    if (waiting.length === 0) return;
    const reading = this.#readNewest(connection);
    for (const shown of waiting) shown.reading = reading;
    await reading;
    for (const shown of waiting) if (shown.reading === reading) shown.reading = null;
  }

  /** Resolves, and never rejects, when as much of the room is known as can be; null when an event of the channel needs nothing more. */
  lacking(channel: Channel, event: DomainEvent): Promise<void> | null {
    if (this.#shown.size === 0) return null;
    const shown = this.#unread(channel);
    if (!shown) return null;
    if (shown.reading) return shown.reading;
    const roomId = roomIdOf(channel);
    if (roomId === null || 'room' in event || performance.now() - shown.failedAt < RETRY_MS) return null;
    shown.reading = this.#read(roomId, shown);
    return shown.reading;
  }

  /** Follows an event that is about to be rendered. */
  note(channel: Channel, event: DomainEvent): void {
    const { knowledge } = this.#deps;
    if (event.type === 'presence.changed') knowledge.note(event);
    if (this.#shown.size === 0) return;
    if ('room' in event && this.#shown.has(roomChannel(event.room.id))) knowledge.learnRoom(event.room);
    if (this.#shown.has(channel)) knowledge.note(event);
  }

  /** Null also for a channel that nobody shows. */
  #unread(channel: Channel): Shown | null {
    const shown = this.#shown.get(channel);
    const roomId = roomIdOf(channel);
    return shown && roomId !== null && !this.#deps.knowledge.hasRoom(roomId) ? shown : null;
  }

  async #readNewest({ userId }: GatewayConnection): Promise<void> {
    const { views, knowledge, failed } = this.#deps;
    try {
      for (const room of await views.newestOf(userId, FIRST_ROOMS)) {
        // Left meanwhile, or read by another connection and followed since.
        if (this.#unread(roomChannel(room.id))) knowledge.learnRoom(room);
      }
    } catch (error) {
      failed('reading rooms', error);
    }
  }

  async #read(roomId: RoomId, shown: Shown): Promise<void> {
    const { views, knowledge, failed } = this.#deps;
    try {
      const room = await views.find(roomId);
      if (room && this.#unread(roomChannel(roomId))) knowledge.learnRoom(room);
      if (!room) shown.failedAt = performance.now();
    } catch (error) {
      shown.failedAt = performance.now();
      failed('reading a room', error);
    } finally {
      shown.reading = null;
    }
  }
}

function roomIdOf(channel: Channel): RoomId | null {
  return channel.startsWith('room:') ? (Number(channel.slice('room:'.length)) as RoomId) : null;
}
