/** @module After an outage of Redis: who came or went while nobody could be told. */
import type { Knowledge } from '@crosstalk/dialect-kit';
import { type Channel, type Presence, presenceChannel, type Timers, type UserId } from '@crosstalk/domain';
import type { GatewayConnection } from '../connections/gateway-connection.js';
import type { Audiences } from './audiences.js';
import type { PresenceReader } from './presence-reader.js';

export interface PresenceRecheckDeps {
  readonly presence: {
    /** @throws when Redis is away */
    ask(userIds: readonly UserId[]): Promise<readonly Presence[]>;
  };
  readonly knowledge: Pick<Knowledge, 'presenceOf'>;
  readonly audiences: Pick<Audiences, 'audience' | 'channelsOf'>;
  readonly timers: Timers;
  /**
   * Milliseconds after which every living node has told Redis again who is connected to it. Asked earlier, a Redis that lost its data
   * would make everybody offline.
   */
  readonly presenceLeaseMs: number;
  /** Those of this node. */
  connections(): Iterable<GatewayConnection>;
  /** Whether the connection is told of the user because they share a room: then it was told what the node knows. */
  isPartner(connection: GatewayConnection, userId: UserId): boolean;
  tell(connection: GatewayConnection, presence: Presence): void;
  failed(what: string, error: unknown): void;
}

const BATCH = 500;
const PREFIX = 'presence:';

export class PresenceRecheck {
  readonly #deps: PresenceRecheckDeps;
  readonly #reader: PresenceReader;
  #cancel: () => void = () => undefined;

  constructor(deps: PresenceRecheckDeps, reader: PresenceReader) {
    this.#deps = deps;
    this.#reader = reader;
  }

  /** Tells every watcher how those are whom they watch, when nodes have had the time to say it. A later call replaces this one. */
  schedule(): void {
    const { timers, presenceLeaseMs, failed } = this.#deps;
    this.#cancel();
    this.#cancel = timers.after(presenceLeaseMs, () => {
      // Redis that is away again will come back, and with it the next call.
      this.#run().catch((error: unknown) => failed('presence after an outage', error));
    });
  }

  async #run(): Promise<void> {
    const users = this.#watchedUsers();
    for (let begin = 0; begin < users.length; begin += BATCH) {
      await this.#tell(users.slice(begin, begin + BATCH));
    }
  }

  #watchedUsers(): readonly UserId[] {
    const channels = new Set<Channel>();
    for (const connection of this.#deps.connections()) {
      for (const channel of this.#deps.audiences.channelsOf(connection)) {
        if (channel.startsWith(PREFIX)) channels.add(channel);
      }
    }
    return [...channels].map((channel) => Number(channel.slice(PREFIX.length)) as UserId);
  }

  async #tell(userIds: readonly UserId[]): Promise<void> {
    const { presence, knowledge, audiences } = this.#deps;
    const known = new Map(userIds.map((id) => [id, knowledge.presenceOf(id).online]));
    for (const each of await this.#reader.learn(() => presence.ask(userIds))) {
      const isNews = each.online !== known.get(each.userId);
      for (const connection of audiences.audience(presenceChannel(each.userId))) {
        // Who asked by name was told by an answer, which the node does not keep.
        if (isNews || !this.#deps.isPartner(connection, each.userId)) this.#deps.tell(connection, each);
      }
    }
  }
}
