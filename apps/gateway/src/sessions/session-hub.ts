/** @module Sessions of this node: which socket is whose, which audiences it belongs to, and when its token ends. */
import type { Session, ViewerState } from '@crosstalk/dialect-kit';
import {
  type Channel,
  ChatError,
  type Clock,
  type DomainEvent,
  LIMITS,
  type MemberStore,
  presenceChannel,
  type RoomHead,
  type RoomId,
  roomChannel,
  type UseCases,
  type UserId,
  userChannel,
} from '@crosstalk/domain';
import type { GatewayConnection, SessionDesk } from '../connections/gateway-connection.js';
import { LocalUser } from './local-user.js';
import { TokenExpiry } from './token-expiry.js';

/** The part of the room registry that sessions use. */
export interface Audiences {
  /** Resolves when nothing published from now on is missed. */
  subscribe(channels: readonly Channel[]): Promise<void>;
  add(connection: GatewayConnection, channel: Channel): void;
  /** Adds to a room that its user has just joined; nothing after these counters is missed. */
  enter(connection: GatewayConnection, channel: Channel, head: RoomHead): void;
  remove(connection: GatewayConnection, channel: Channel): void;
  removeAll(connection: GatewayConnection): void;
  audience(channel: Channel): ReadonlySet<GatewayConnection>;
}

export interface SessionHubDeps {
  readonly useCases: Pick<UseCases, 'authenticate' | 'dropCalls'>;
  readonly audiences: Audiences;
  readonly members: Pick<MemberStore, 'allOf'>;
  readonly presence: {
    connected(userId: UserId, connectionId: string): Promise<void>;
    disconnected(userId: UserId, connectionId: string): Promise<void>;
  };
  readonly clock: Clock;
  /** Writes what is gathered for a channel, before somebody joins it. */
  flush(channel: Channel): void;
  counted(connection: GatewayConnection, change: 1 | -1): void;
  /** Something in the background failed; the session lives on. */
  failed(what: string, error: unknown): void;
}

/** Users whose memberships are read again at the same time after an outage. */
const RESYNC_CONCURRENCY = 16;

export class SessionHub implements SessionDesk {
  readonly #deps: SessionHubDeps;
  readonly #users = new Map<UserId, LocalUser>();
  readonly #gone = new WeakSet<GatewayConnection>();
  readonly #watching = new WeakMap<GatewayConnection, number>();
  readonly #expiry: TokenExpiry;

  constructor(deps: SessionHubDeps) {
    this.#deps = deps;
    this.#expiry = new TokenExpiry(() => deps.clock.now());
  }

  /** Binds the connection to the token's user and puts it into its audiences; for the same user again: renews the token. */
  async authenticate(connection: GatewayConnection, token: string): Promise<Session> {
    const { actor, user, expiresAt } = await this.#deps.useCases.authenticate(token);
    const current = connection.session;
    if (current && current.actor.userId !== actor.userId) {
      throw new ChatError('unauthenticated', 'This connection belongs to another user.');
    }
    if (!current) {
      connection.bind({ actor, user });
      await this.#enter(connection, actor.userId);
    }
    this.#expiry.watch(connection, expiresAt);
    return connection.session ?? { actor, user };
  }

  /** The socket is gone: it leaves its audiences, its presence and its call. Safe to call twice. */
  leave(connection: GatewayConnection): void {
    if (this.#gone.has(connection)) return;
    this.#gone.add(connection);
    this.#expiry.forget(connection);
    this.#deps.audiences.removeAll(connection);
    const { session } = connection;
    const local = session && this.#users.get(session.actor.userId);
    if (!session || !local?.connections.delete(connection)) return;
    if (local.connections.size === 0) this.#users.delete(session.actor.userId);
    this.#deps.counted(connection, -1);
    const { actor } = session;
    this.#background('presence', this.#deps.presence.disconnected(actor.userId, connection.id));
    this.#background(
      'call',
      this.#deps.useCases.dropCalls({ ...actor, origin: { connectionId: connection.id } }),
    );
  }

  isInRoom(connection: GatewayConnection, roomId: RoomId): boolean {
    return this.#deps.audiences.audience(roomChannel(roomId)).has(connection);
  }

  viewerState(userId: UserId, roomId: RoomId): ViewerState | undefined {
    return this.#users.get(userId)?.stateOf(roomId);
  }

  /** @throws ChatError `invalid` above the number of people that one connection may watch */
  async watchPresence(connection: GatewayConnection, userIds: readonly UserId[]): Promise<void> {
    const watched = (this.#watching.get(connection) ?? 0) + userIds.length;
    if (watched > LIMITS.presenceSubscriptions) {
      throw new ChatError('invalid', `A connection may watch ${LIMITS.presenceSubscriptions} people.`, {
        fields: { users: 'too many' },
      });
    }
    this.#watching.set(connection, watched);
    await this.#join(connection, userIds.map(presenceChannel));
  }

  /** Follows the events that change who is in what; called before they are delivered. */
  observe(event: DomainEvent): void {
    if (event.type === 'message.posted')
      this.#users.get(event.message.authorId)?.posted(event.roomId, event.message.seq);
    else if (event.type === 'room.read') this.#users.get(event.userId)?.read(event.roomId, event.readSeq);
    else if (event.type === 'member.updated') this.#users.get(event.userId)?.enter(event.member);
    else if (event.type === 'room.left') this.#leaveRoom(event.userId, event.room.id, event.room.stateRev);
    else if (event.type === 'room.joined') {
      const local = this.#users.get(event.userId);
      local?.enter(event.member, event.room.stateRev);
      for (const connection of local?.connections ?? []) {
        this.#deps.audiences.enter(connection, roomChannel(event.room.id), event.room);
      }
    }
  }

  /** The registry took the user out of a room: storage says that they are no member, though nobody told. */
  evicted(connection: GatewayConnection, channel: Channel): void {
    this.#users.get(connection.userId)?.leave(Number(channel.slice('room:'.length)) as RoomId);
  }

  /** After an outage of Redis: what was joined or left meanwhile was not told. */
  async resync(): Promise<void> {
    const users = [...this.#users];
    const worker = async (): Promise<void> => {
      for (let next = users.pop(); next; next = users.pop()) await this.#resyncUser(...next);
    };
    await Promise.all(Array.from({ length: RESYNC_CONCURRENCY }, worker));
  }

  async #enter(connection: GatewayConnection, userId: UserId): Promise<void> {
    const local = this.#users.get(userId) ?? new LocalUser();
    this.#users.set(userId, local);
    local.connections.add(connection);
    this.#deps.counted(connection, 1);
    try {
      // First the user's own channel, then the list: a room joined in between is told on the channel, one before is in the list.
      await this.#join(connection, [userChannel(userId)]);
      await local.readRooms(() => this.#deps.members.allOf(userId));
      await this.#join(connection, [...local.rooms()].map(roomChannel));
      if (this.#gone.has(connection)) throw new ChatError('unauthenticated', 'The connection is closed.');
    } catch (error) {
      this.leave(connection);
      connection.close({ code: 1011, reason: 'could not be set up', reconnect: 'backoff' });
      throw error;
    }
    this.#background('presence', this.#deps.presence.connected(userId, connection.id));
  }

  async #join(connection: GatewayConnection, channels: readonly Channel[]): Promise<void> {
    if (channels.length === 0) return;
    await this.#deps.audiences.subscribe(channels);
    if (this.#gone.has(connection)) return;
    for (const channel of channels) {
      this.#deps.flush(channel);
      this.#deps.audiences.add(connection, channel);
    }
  }

  #leaveRoom(userId: UserId, roomId: RoomId, stateRev?: number): void {
    const local = this.#users.get(userId);
    if (!local?.leave(roomId, stateRev)) return;
    for (const connection of local.connections) this.#deps.audiences.remove(connection, roomChannel(roomId));
  }

  async #resyncUser(userId: UserId, local: LocalUser): Promise<void> {
    const members = await this.#deps.members.allOf(userId);
    const rooms = new Set(members.map((member) => member.roomId));
    for (const roomId of [...local.rooms()]) if (!rooms.has(roomId)) this.#leaveRoom(userId, roomId);
    const fresh = members.filter((member) => !local.has(member.roomId));
    for (const member of members) local.enter(member);
    const channels = fresh.map((member) => roomChannel(member.roomId));
    await Promise.all([...local.connections].map((connection) => this.#join(connection, channels)));
  }

  #background(what: string, task: Promise<void>): void {
    task.catch((error: unknown) => this.#deps.failed(what, error));
  }
}
