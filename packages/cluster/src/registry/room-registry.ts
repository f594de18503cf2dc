import {
  type AnyEvent,
  type Channel,
  type DomainEvent,
  type EventPublisher,
  notePublication,
  type Publication,
  type Published,
  type RoomHead,
  type RoomId,
  roomChannel,
  type Timers,
} from '@crosstalk/domain';
import { BoundedLane } from '../sequencer/bounded-lane.js';
import { type FeedSurroundings, RoomFeed } from '../sequencer/room-feed.js';
import { SEQUENCER_TIMINGS } from '../sequencer/sequencer-timings.js';
import { systemTimers } from '../system-timers.js';
import { Audiences } from './audiences.js';
import { Linger } from './linger.js';
import { Outbox } from './outbox.js';
import type { EvictionReason, Listener, RegistryOptions } from './registry-options.js';
import { RoomHeads } from './room-heads.js';
import { SocketIoBus } from './socket-io-bus.js';
import { withoutOrigin } from './without-origin.js';

/** A channel that this node is subscribed to. */
interface Subscription {
  readonly channel: Channel;
  /** Of a room; null for the other channels, whose events have no order to keep. */
  readonly feed: RoomFeed | null;
  /** `subscribe` calls under way. */
  holds: number;
}

const READ_LANE_WIDTH = 16;

/**
 * Every live connection of this node by channel, and the node's link to the others. A connection joins in this order: `subscribe`, `add`,
 * then read the backlog: nothing falls between. Subscribe and add the user's own channel before the memberships are listed, so that
 * a removal in between is heard.
 */
export class RoomRegistry<C extends Listener> implements EventPublisher {
  readonly #options: RegistryOptions<C>;
  readonly #timers: Timers;
  readonly #audiences = new Audiences<C>();
  readonly #subscriptions = new Map<Channel, Subscription>();
  readonly #linger: Linger<Channel>;
  readonly #bus: SocketIoBus;
  readonly #outbox: Outbox;
  readonly #heads: RoomHeads;
  readonly #surroundings: FeedSurroundings;
  #closed = false;

  constructor(options: RegistryOptions<C>) {
    this.#options = options;
    this.#timers = options.timers ?? systemTimers;
    this.#linger = new Linger(this.#timers, options.lingerMs ?? 5000, (channel) => this.#drop(channel));
    this.#heads = new RoomHeads(options.tail, this.#timers);
    this.#surroundings = this.#feedSurroundings();
    this.#bus = new SocketIoBus({
      publisher: options.redis.publisher,
      subscriber: options.redis.subscriber,
      channelPrefix: options.redis.keys.channelPrefix,
      receive: (channel, { events, at, traces }) => {
        const published: Publication | null = at === undefined ? null : { at, origin: 'remote' };
        if (traces) options.tracing?.received(events, traces);
        for (const event of events)
          this.#take(channel, published ? notePublication(event, published) : event);
      },
      restored: () => this.#restored(),
      tracing: options.tracing,
    });
    this.#outbox = new Outbox(
      (channel, envelope) => this.#bus.publish(channel, envelope),
      (outcome, events) => options.metrics?.published?.(outcome, events),
    );
  }

  /**
   * Resolves when the node hears everything that is published to the channels from then on, and knows where their rooms stand. While
   * Redis is away it resolves after `barrierMs`; the rooms catch up when it is back. The subscription then waits `lingerMs` for `add`.
   * @throws what storage throws when the counters of a room cannot be read
   */
  async subscribe(channels: Iterable<Channel>): Promise<void> {
    const subscriptions = Array.from(channels, (channel) => this.#open(channel));
    for (const subscription of subscriptions) subscription.holds += 1;
    try {
      await this.#barrier(subscriptions);
      await this.#heads.baseline(feedsOf(subscriptions));
    } finally {
      for (const subscription of subscriptions) {
        subscription.holds -= 1;
        this.#lingerIfIdle(subscription.channel);
      }
    }
  }

  /** Delivers to the connection from now on. Without `subscribe` before it, what is published in the next moments may be missed. */
  add(connection: C, channel: Channel): void {
    const subscription = this.#open(channel);
    this.#linger.end(channel);
    this.#audiences.add(connection, channel);
    if (subscription.feed?.blank) this.#heads.baselineUntilRead(subscription.feed);
  }

  /**
   * Adds a connection to a room that its user has just joined, whose counters came with that news: nothing after them is missed,
   * although the subscription is still being made.
   */
  enter(connection: C, channel: Channel, head: RoomHead): void {
    const subscription = this.#open(channel);
    this.#linger.end(channel);
    this.#audiences.add(connection, channel);
    const { feed } = subscription;
    if (!feed?.blank) return;
    feed.baseline(head);
    void this.#bus.confirmed(channel).then(() => this.#heads.resync([feed]));
  }

  remove(connection: C, channel: Channel): void {
    if (this.#audiences.remove(connection, channel)) this.#lingerIfIdle(channel);
  }

  removeAll(connection: C): void {
    for (const channel of [...this.#audiences.channelsOf(connection)]) this.remove(connection, channel);
  }

  audience(channel: Channel): ReadonlySet<C> {
    return this.#audiences.of(channel);
  }

  channelsOf(connection: C): ReadonlySet<Channel> {
    return this.#audiences.channelsOf(connection);
  }

  publish(channel: Channel, event: AnyEvent): void {
    const at = this.#options.clock.now();
    const copy = withoutOrigin(event);
    this.#options.tracing?.published(channel, event, copy);
    this.#take(channel, notePublication(event, { at, origin: 'local' }));
    this.#outbox.add(channel, copy, at);
  }

  /** Resolves when everything published so far has reached Redis or has failed. */
  flush(): Promise<void> {
    return this.#outbox.flush();
  }

  /** Sends what is left and stops. Leaves the Redis connections open. Idempotent. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#outbox.flush();
    this.#linger.close();
    this.#heads.close();
    for (const { feed } of this.#subscriptions.values()) feed?.close();
    this.#bus.close();
    this.#subscriptions.clear();
  }

  #open(channel: Channel): Subscription {
    const known = this.#subscriptions.get(channel);
    if (known) return known;
    const roomId = roomIdOf(channel);
    const feed = roomId === null ? null : new RoomFeed(roomId, this.#surroundings);
    const subscription = { channel, feed, holds: 0 };
    this.#subscriptions.set(channel, subscription);
    this.#bus.join(channel);
    return subscription;
  }

  #lingerIfIdle(channel: Channel): void {
    const subscription = this.#subscriptions.get(channel);
    if (subscription?.holds === 0 && this.#audiences.of(channel).size === 0) this.#linger.begin(channel);
  }

  #drop(channel: Channel): void {
    const subscription = this.#subscriptions.get(channel);
    if (!subscription || subscription.holds > 0 || this.#audiences.of(channel).size > 0) return;
    this.#subscriptions.delete(channel);
    subscription.feed?.close();
    this.#bus.leave(channel);
  }

  async #barrier(subscriptions: readonly Subscription[]): Promise<void> {
    const confirmed = Promise.all(subscriptions.map(({ channel }) => this.#bus.confirmed(channel))).then(
      () => true,
    );
    const inTime = await new Promise<boolean>((resolve) => {
      const cancel = this.#timers.after(this.#options.barrierMs ?? 1000, () => resolve(false));
      void confirmed.then(() => {
        cancel();
        resolve(true);
      });
    });
    if (!inTime) void confirmed.then(() => this.#heads.resync(feedsOf(subscriptions)));
  }

  /** An event of this node or of another, in the order of its arrival. */
  #take(channel: Channel, event: Published<AnyEvent>): void {
    const subscription = this.#subscriptions.get(channel);
    if (!subscription) return;
    if (subscription.feed) subscription.feed.take(event as Parameters<RoomFeed['take']>[0]);
    else if (event.type !== 'revs.voided' && event.type !== 'room.tip') this.#deliver(channel, event);
    if (event.type === 'room.left') {
      this.#subscriptions.get(roomChannel(event.room.id))?.feed?.left(event.userId, event.room.stateRev);
    }
  }

  #deliver(channel: Channel, event: DomainEvent): void {
    const audience = this.#audiences.of(channel);
    if (audience.size === 0) return;
    const delivered = this.#guarded(() => this.#options.deliver(channel, audience, event));
    if (!delivered) this.#options.metrics?.sequenced?.('lost', 1);
  }

  #answer(channel: Channel, event: DomainEvent): void {
    const origin = 'origin' in event ? event.origin : undefined;
    const caller = [...this.#audiences.of(channel)].find(({ id }) => id === origin?.connectionId);
    if (caller)
      this.#guarded(() => this.#options.deliver(channel, new Set([caller]), { ...event, told: true }));
  }

  #restored(): void {
    const feeds = feedsOf(this.#subscriptions.values());
    if (this.#subscriptions.size === 0) return;
    this.#options.metrics?.resynced?.(feeds.length);
    this.#heads.resync(feeds);
    this.#guarded(() => this.#options.onResync?.());
  }

  #feedSurroundings(): FeedSurroundings {
    const { clock, tail, membersAmong, metrics, timings } = this.#options;
    return {
      clock,
      tail,
      membersAmong,
      timers: this.#timers,
      timings: { ...SEQUENCER_TIMINGS, ...timings },
      lane: new BoundedLane(READ_LANE_WIDTH),
      usersOf: (roomId) => this.#audiences.usersOf(roomChannel(roomId)),
      release: (roomId, event) => this.#deliver(roomChannel(roomId), event),
      answer: (roomId, event) => this.#answer(roomChannel(roomId), event),
      evict: (roomId, userIds, reason) => this.#evict(roomChannel(roomId), new Set(userIds), reason),
      note: (note, count) => metrics?.sequenced?.(note, count),
    };
  }

  #evict(channel: Channel, userIds: ReadonlySet<number>, reason: EvictionReason): void {
    const evicted = [...this.#audiences.of(channel)].filter(({ userId }) => userIds.has(userId));
    for (const connection of evicted) {
      this.remove(connection, channel);
      this.#guarded(() => this.#options.onEvicted?.(connection, channel, reason));
    }
    if (evicted.length > 0) this.#options.metrics?.evicted?.(evicted.length);
  }

  /** False: it threw. */
  #guarded(task: () => void): boolean {
    try {
      task();
      return true;
    } catch (error) {
      this.#options.onError?.(error);
      return false;
    }
  }
}

function feedsOf(subscriptions: Iterable<Subscription>): readonly RoomFeed[] {
  return Array.from(subscriptions, ({ feed }) => feed).filter((feed) => feed !== null);
}

function roomIdOf(channel: Channel): RoomId | null {
  return channel.startsWith('room:') ? (Number(channel.slice('room:'.length)) as RoomId) : null;
}
