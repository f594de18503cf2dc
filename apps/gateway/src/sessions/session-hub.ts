/** @module Sessions of this node: which socket is whose, which audiences it belongs to, and when its token ends. */
import { CLOSE_REASONS, type Session, type ViewerState } from '@crosstalk/dialect-kit';
import {
  type Authenticated,
  type Channel,
  ChatError,
  type Clock,
  type DomainEvent,
  LIMITS,
  type MemberStore,
  type Presence,
  presenceChannel,
  type RoomId,
  roomChannel,
  type UseCases,
  type UserId,
  userChannel,
  type Visitor,
} from '@crosstalk/domain';
import type { GatewayConnection, SessionDesk } from '../connections/gateway-connection.js';
import type { Audiences } from './audiences.js';
import { LocalUser } from './local-user.js';
import { OpenRooms } from './open-rooms.js';
import { PartnerWatch, type PartnerWatchDeps } from './partner-watch.js';
import type { ShownRooms } from './shown-rooms.js';
import { TokenExpiry } from './token-expiry.js';

export interface SessionHubDeps extends Pick<PartnerWatchDeps, 'knowledge' | 'lane' | 'tell'> {
  readonly useCases: Pick<
    UseCases,
    'authenticate' | 'authenticateVisitor' | 'dropCalls' | 'closeRoom' | 'markRead'
  >;
  readonly audiences: Audiences;
  readonly shownRooms: ShownRooms;
  readonly members: Pick<MemberStore, 'allOf' | 'partnersOf'>;
  readonly presence: PartnerWatchDeps['presence'] & {
    connected(userId: UserId, connectionId: string): Promise<void>;
    disconnected(userId: UserId, connectionId: string): Promise<void>;
    noteVisibility(userId: UserId, visible: boolean): void;
  };
  readonly clock: Clock;
  /** Writes what is gathered for a channel, before somebody joins it. */
  flush(channel: Channel): void;
  counted(connection: GatewayConnection, change: 1 | -1): void;
  /** Somebody tried to make a session; `refused` is why there is none, null when there is. */
  attempted(connection: GatewayConnection, refused: unknown): void;
  /** Something in the background failed; the session lives on. */
  failed(what: string, error: unknown): void;
}

/** Users whose memberships are read again at the same time after an outage. */
const RESYNC_CONCURRENCY = 16;

/** The client left while its session was made. */
class Gone extends ChatError {
  constructor() {
    super('unauthenticated', 'The connection is closed.');
  }
}

export class SessionHub implements SessionDesk {
  readonly #deps: SessionHubDeps;
  readonly #users = new Map<UserId, LocalUser>();
  readonly #gone = new WeakSet<GatewayConnection>();
  /** Whose presence a connection asked for, beside that of partners. */
  readonly #watching = new WeakMap<GatewayConnection, ReadonlySet<UserId>>();
  readonly #partners: PartnerWatch;
  readonly #openRooms: OpenRooms;
  readonly #expiry: TokenExpiry;

  constructor(deps: SessionHubDeps) {
    this.#deps = deps;
    this.#expiry = new TokenExpiry(() => deps.clock.now());
    this.#openRooms = new OpenRooms(deps);
    this.#partners = new PartnerWatch({
      ...deps,
      join: (connection, userIds) => this.#join(connection, userIds.map(presenceChannel)),
      leave: (connection, userId) => {
        if (!this.#watching.get(connection)?.has(userId))
          deps.audiences.remove(connection, presenceChannel(userId));
      },
    });
  }

  /** Binds the connection to the token's user and puts it into its audiences; for the same user again: renews the token. */
  async authenticate(connection: GatewayConnection, token: string): Promise<Session> {
    return this.#attempt(connection, this.#deps.useCases.authenticate(token));
  }

  async authenticateVisitor(connection: GatewayConnection, visitor: Visitor): Promise<Session> {
    return this.#attempt(connection, this.#deps.useCases.authenticateVisitor(visitor));
  }

  /** The socket is gone: it leaves its audiences, its presence, its call and the room on its screen. Safe to call twice. */
  leave(connection: GatewayConnection): void {
    if (this.#gone.has(connection)) return;
    this.#gone.add(connection);
    this.#expiry.forget(connection);
    this.#openRooms.set(connection, null);
    this.#partners.forget(connection);
    this.#deps.shownRooms.gone(connection, this.#deps.audiences.channelsOf(connection));
    this.#deps.audiences.removeAll(connection);
    const { session } = connection;
    const local = session && this.#users.get(session.actor.userId);
    if (!session || !local?.connections.delete(connection)) return;
    if (local.connections.size === 0) this.#users.delete(session.actor.userId);
    this.#deps.counted(connection, -1);
    const actor = { ...session.actor, origin: { connectionId: connection.id } };
    this.#background('presence', this.#deps.presence.disconnected(actor.userId, connection.id));
    this.#background('call', this.#deps.useCases.dropCalls(actor));
    const open = connection.openRoomId;
    if (open !== null && !this.#openRooms.isOpenFor(actor.userId, open))
      this.#background('open room', this.#deps.useCases.closeRoom(actor, open));
  }

  isInRoom(connection: GatewayConnection, roomId: RoomId): boolean {
    return this.#deps.audiences.audience(roomChannel(roomId)).has(connection);
  }

  viewerState(userId: UserId, roomId: RoomId): ViewerState | undefined {
    return this.#users.get(userId)?.stateOf(roomId);
  }

  /** @throws ChatError `invalid` above the number of people that one connection may watch */
  async watchPresence(connection: GatewayConnection, userIds: readonly UserId[]): Promise<void> {
    const watched = new Set([...(this.#watching.get(connection) ?? []), ...userIds]);
    if (watched.size > LIMITS.presenceSubscriptions) {
      throw new ChatError('invalid', `A connection may watch ${LIMITS.presenceSubscriptions} people.`, {
        fields: { users: 'too many' },
      });
    }
    this.#watching.set(connection, watched);
    await this.#join(connection, userIds.map(presenceChannel));
  }

  async watchPartners(connection: GatewayConnection): Promise<readonly Presence[]> {
    return this.#gone.has(connection) ? [] : this.#partners.watch(connection);
  }

  roomOpened(connection: GatewayConnection): void {
    if (!this.#gone.has(connection)) this.#openRooms.set(connection, connection.openRoomId);
  }

  /** Follows the events that change who is in what; called as they arrive, before they are delivered. */
  observe(event: DomainEvent): void {
    if (event.type === 'message.posted')
      this.#users.get(event.message.authorId)?.posted(event.roomId, event.message.seq);
    else if (event.type === 'room.read') this.#users.get(event.userId)?.read(event.roomId, event.readSeq);
    else if (event.type === 'member.updated') this.#users.get(event.userId)?.enter(event.member);
    else if (event.type === 'user.updated') {
      if (event.user.erasedAt !== undefined) this.#closeAll(event.userId);
    } else if (event.type === 'visibility.changed')
      this.#deps.presence.noteVisibility(event.userId, event.visible);
    else if (event.type === 'room.left') this.#leaveRoom(event.userId, event.room.id, event.room.stateRev);
    else if (event.type === 'room.joined') {
      const local = this.#users.get(event.userId);
      local?.enter(event.member, event.room.stateRev);
      for (const connection of local?.connections ?? []) {
        this.#deps.audiences.enter(connection, roomChannel(event.room.id), event.room);
        this.#deps.shownRooms.entered(connection, roomChannel(event.room.id));
      }
    }
    this.#partners.observe(event);
  }

  /** Called after an event was handed to the delivery. */
  delivered(event: DomainEvent): void {
    if (event.type !== 'message.posted') return;
    const { authorId, seq } = event.message;
    this.#openRooms.posted(event.roomId, authorId, seq);
  }

  /** The registry took the user out of a room: storage says that they are no member, though nobody told. */
  evicted(connection: GatewayConnection, channel: Channel): void {
    const roomId = Number(channel.slice('room:'.length)) as RoomId;
    this.#users.get(connection.userId)?.leave(roomId);
    this.#left(connection, roomId);
    this.#partners.refresh(connection.userId);
  }

  /** After an outage of Redis: what was joined or left meanwhile was not told. */
  async resync(): Promise<void> {
    const users = [...this.#users];
    const worker = async (): Promise<void> => {
      for (let next = users.pop(); next; next = users.pop()) await this.#resyncUser(...next);
    };
    await Promise.all(Array.from({ length: RESYNC_CONCURRENCY }, worker));
  }

  async #attempt(connection: GatewayConnection, who: Promise<Authenticated>): Promise<Session> {
    const isFirst = connection.session === null;
    try {
      const session = await this.#begin(connection, await who);
      if (isFirst) this.#deps.attempted(connection, null);
      return session;
    } catch (error) {
      // Whoever left meanwhile was not refused.
      if (isFirst && !(error instanceof Gone)) this.#deps.attempted(connection, error);
      throw error;
    }
  }

  async #begin(connection: GatewayConnection, { actor, user, expiresAt }: Authenticated): Promise<Session> {
    const current = connection.session;
    if (current && current.actor.userId !== actor.userId) {
      throw new ChatError('unauthenticated', 'This connection belongs to another user.');
    }
    // The profile, and what the token allows, may be newer ones.
    const session = { actor, user };
    connection.bind(session);
    if (!current) await this.#enter(connection, actor.userId);
    if (expiresAt === null) this.#expiry.forget(connection);
    else this.#expiry.watch(connection, expiresAt);
    return session;
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
      const rooms = [...local.rooms()].map(roomChannel);
      await this.#join(connection, rooms);
      await this.#deps.shownRooms.readFirst(connection, rooms);
      if (connection.dialect.watchesPartners) await this.#partners.watch(connection);
      if (this.#gone.has(connection)) throw new Gone();
    } catch (error) {
      this.leave(connection);
      connection.close({ code: 1011, reason: 'could not be set up', reconnect: 'backoff' });
      throw error;
    }
    this.#background('presence', this.#deps.presence.connected(userId, connection.id));
  }

  /** The person was erased: whoever comes back is refused. */
  #closeAll(userId: UserId): void {
    for (const connection of [...(this.#users.get(userId)?.connections ?? [])]) {
      connection.close(CLOSE_REASONS.accountGone);
    }
  }

  async #join(connection: GatewayConnection, channels: readonly Channel[]): Promise<void> {
    if (channels.length === 0) return;
    await this.#deps.audiences.subscribe(channels);
    if (this.#gone.has(connection)) return;
    for (const channel of channels) {
      this.#deps.flush(channel);
      this.#deps.audiences.add(connection, channel);
      this.#deps.shownRooms.entered(connection, channel);
    }
  }

  #leaveRoom(userId: UserId, roomId: RoomId, stateRev?: number): void {
    const local = this.#users.get(userId);
    if (!local?.leave(roomId, stateRev)) return;
    for (const connection of local.connections) {
      this.#deps.audiences.remove(connection, roomChannel(roomId));
      this.#left(connection, roomId);
    }
  }

  #left(connection: GatewayConnection, roomId: RoomId): void {
    this.#deps.shownRooms.left(connection, roomChannel(roomId));
    if (connection.openRoomId === roomId) connection.setOpenRoom(null);
  }

  async #resyncUser(userId: UserId, local: LocalUser): Promise<void> {
    const members = await this.#deps.members.allOf(userId);
    const rooms = new Set(members.map((member) => member.roomId));
    for (const roomId of [...local.rooms()]) if (!rooms.has(roomId)) this.#leaveRoom(userId, roomId);
    const fresh = members.filter((member) => !local.has(member.roomId));
    for (const member of members) local.enter(member);
    const channels = fresh.map((member) => roomChannel(member.roomId));
    await Promise.all([...local.connections].map((connection) => this.#join(connection, channels)));
    this.#partners.refresh(userId);
  }

  #background(what: string, task: Promise<void>): void {
    task.catch((error: unknown) => this.#deps.failed(what, error));
  }
}
