import type {
  Channel,
  Clock,
  DomainEvent,
  Published,
  RoomId,
  RoomTail,
  Timers,
  UserId,
} from '@crosstalk/domain';
import type { RedisClients } from '../redis/create-redis-clients.js';
import type { SequencerNote } from '../sequencer/sequencer-output.js';
import type { SequencerTimings } from '../sequencer/sequencer-timings.js';

/** What the registry needs to know of a connection. */
export interface Listener {
  readonly id: string;
  readonly userId: UserId;
}

/** `removed`: an event said so, and the user is told by `room.left`. `refreshed`: storage said so; the event may be lost. */
export type EvictionReason = 'removed' | 'refreshed';

export interface RegistryMetrics {
  published(outcome: 'ok' | 'failed', events: number): void;
  sequenced(note: SequencerNote, count: number): void;
  evicted(connections: number): void;
  resynced(rooms: number): void;
}

export interface RegistryOptions<C extends Listener> {
  readonly redis: Pick<RedisClients, 'publisher' | 'subscriber' | 'keys'>;
  readonly tail: RoomTail;
  /** Those of the users who are members, from storage itself and not from a cache. @throws when storage is away */
  readonly membersAmong: (roomId: RoomId, userIds: readonly UserId[]) => Promise<readonly UserId[]>;
  /** Hands an event to connections of this node, in order. The set is live: do not keep it. */
  readonly deliver: (channel: Channel, audience: ReadonlySet<C>, event: Published<DomainEvent>) => void;
  readonly clock: Clock;
  readonly timers?: Timers;
  /** The registry itself took a connection out of a room. */
  readonly onEvicted?: (connection: C, channel: Channel, reason: EvictionReason) => void;
  /**
   * The link to other nodes was down and is up again. Rooms heal by themselves; what came to user channels meanwhile is lost, so
   * memberships have to be listed anew.
   */
  readonly onResync?: () => void;
  /** What `deliver` or a callback threw; it went no further. */
  readonly onError?: (error: unknown) => void;
  readonly metrics?: Partial<RegistryMetrics>;
  /** A channel stays subscribed so long after its last connection. Milliseconds. */
  readonly lingerMs?: number;
  /** Longest wait for Redis to confirm a subscription. Milliseconds. */
  readonly barrierMs?: number;
  readonly timings?: Partial<SequencerTimings>;
}
