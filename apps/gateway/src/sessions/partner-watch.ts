/** @module Connections that are told of everybody who shares a room with their user, kept so as rooms and members come and go. */
import type { Knowledge } from '@crosstalk/dialect-kit';
import {
  type DomainEvent,
  LIMITS,
  type MemberStore,
  type Presence,
  type PresenceBoard,
  roomChannel,
  type UserId,
} from '@crosstalk/domain';
import type { GatewayConnection } from '../connections/gateway-connection.js';
import type { Audiences } from './audiences.js';
import type { PresenceReader } from './presence-reader.js';

export interface PartnerWatchDeps {
  readonly members: Pick<MemberStore, 'partnersOf'>;
  readonly presence: Pick<PresenceBoard, 'read'>;
  readonly knowledge: Knowledge;
  readonly audiences: Pick<Audiences, 'audience'>;
  /** Bounds the questions to storage: one change of a large room concerns everybody in it. */
  readonly lane: { run<T>(task: () => Promise<T>): Promise<T> };
  /** Puts the connection into the presence audiences of these users; no later change is missed. */
  join(connection: GatewayConnection, userIds: readonly UserId[]): Promise<void>;
  leave(connection: GatewayConnection, userId: UserId): void;
  /** Delivers to this connection alone. */
  tell(connection: GatewayConnection, presence: Presence): void;
  failed(what: string, error: unknown): void;
}

interface Watcher {
  readonly connections: Map<GatewayConnection, ReadonlySet<UserId>>;
  /** One reading after the other, so that the last word is the newest. */
  tail: Promise<unknown>;
  /** Another reading has not begun yet: it will see what changed just now. */
  waiting: boolean;
}

const BOUNDS = { roomMembers: LIMITS.partnerRoomMembers, limit: LIMITS.partners };

export class PartnerWatch {
  readonly #deps: PartnerWatchDeps;
  readonly #watchers = new Map<UserId, Watcher>();
  readonly #reader: PresenceReader;

  constructor(deps: PartnerWatchDeps, reader: PresenceReader) {
    this.#deps = deps;
    this.#reader = reader;
  }

  /** @returns how the partners are, by one reading after the connection is in their audiences. @throws what storage throws */
  async watch(connection: GatewayConnection): Promise<readonly Presence[]> {
    const { userId } = connection;
    const watcher = this.#watchers.get(userId) ?? {
      connections: new Map<GatewayConnection, ReadonlySet<UserId>>(),
      tail: Promise.resolve(),
      waiting: false,
    };
    this.#watchers.set(userId, watcher);
    if (!watcher.connections.has(connection)) watcher.connections.set(connection, new Set());
    const partners = watcher.tail.then(async () => {
      const ids = await this.#partnersOf(userId);
      await this.#adjust(watcher, connection, ids);
      return this.#read(ids);
    });
    watcher.tail = partners.catch(() => undefined);
    return partners;
  }

  /** Whether the connection is told of the user because they share a room. */
  watches(connection: GatewayConnection, userId: UserId): boolean {
    return this.#watchers.get(connection.userId)?.connections.get(connection)?.has(userId) ?? false;
  }

  /** The connection has left its audiences, or is about to. */
  forget(connection: GatewayConnection): void {
    const watcher = this.#watchers.get(connection.userId);
    if (watcher?.connections.delete(connection) && watcher.connections.size === 0)
      this.#watchers.delete(connection.userId);
  }

  /** Follows the events that change who shares a room with whom. */
  observe(event: DomainEvent): void {
    if (this.#watchers.size === 0) return;
    if (event.type === 'room.joined' || event.type === 'room.left') this.refresh(event.userId);
    else if (event.type === 'members.changed' && event.room.memberCount <= LIMITS.partnerRoomMembers) {
      for (const { userId } of this.#deps.audiences.audience(roomChannel(event.roomId))) this.refresh(userId);
    }
  }

  /** Reads the partners of a user anew, soon, if somebody watches them. */
  refresh(userId: UserId): void {
    const watcher = this.#watchers.get(userId);
    if (!watcher || watcher.waiting) return;
    watcher.waiting = true;
    watcher.tail = watcher.tail
      .then(() => this.#deps.lane.run(() => this.#refresh(userId, watcher)))
      .catch((error: unknown) => {
        watcher.waiting = false;
        this.#deps.failed('partners', error);
      });
  }

  async #refresh(userId: UserId, watcher: Watcher): Promise<void> {
    watcher.waiting = false;
    const ids = await this.#partnersOf(userId);
    const added = new Map<GatewayConnection, readonly UserId[]>();
    for (const connection of [...watcher.connections.keys()]) {
      added.set(connection, await this.#adjust(watcher, connection, ids));
    }
    const fresh = [...new Set([...added.values()].flat())];
    if (fresh.length === 0) return;
    // What frames about the new room have said of them.
    const shown = new Map(fresh.map((id) => [id, this.#deps.knowledge.presenceOf(id).online]));
    const presences = new Map((await this.#read(fresh)).map((presence) => [presence.userId, presence]));
    for (const [connection, partners] of added) {
      if (connection.dialect.watchesPartners) continue;
      for (const id of partners) {
        const presence = presences.get(id);
        const isNews = presence && presence.online !== shown.get(id);
        if (isNews && watcher.connections.has(connection)) this.#deps.tell(connection, presence);
      }
    }
  }

  #partnersOf(userId: UserId): Promise<readonly UserId[]> {
    return this.#deps.members.partnersOf(userId, BOUNDS);
  }

  /** @returns whom it was not told of before */
  async #adjust(
    { connections }: Watcher,
    connection: GatewayConnection,
    ids: readonly UserId[],
  ): Promise<readonly UserId[]> {
    const before = connections.get(connection);
    if (!before) return [];
    const after = new Set(ids);
    const added = ids.filter((id) => !before.has(id));
    // First noted, then joined: whoever leaves meanwhile leaves them all.
    connections.set(connection, after);
    for (const id of before) if (!after.has(id)) this.#deps.leave(connection, id);
    await this.#deps.join(connection, added);
    return added;
  }

  #read(ids: readonly UserId[]): Promise<readonly Presence[]> {
    return this.#reader.learn(() => this.#deps.presence.read(ids));
  }
}
