/**
 * @module The one place that knows the inner surfaces of Socket.IO: a namespace without sockets, whose adapter carries arrays of events
 * between nodes. The adapter looks up the ids of a room in the namespace's `sockets` and calls `client.writeToEngine` with what the
 * encoder made. Here one subscriber is in every room, and the encoder makes the packet itself. A contract test fails when an upgrade changes this.
 */
import type { Channel } from '@crosstalk/domain';
import { createShardedAdapter } from '@socket.io/redis-adapter';
import { type Namespace, Server } from 'socket.io';
import type { BroadcastOptions } from 'socket.io-adapter';
import type { RedisClient } from '../redis/redis-client.js';
import { type Envelope, type EnvelopeFields, readEnvelope, writeEnvelope } from './envelope.js';
import { ShardedSubscriptions } from './sharded-subscriptions.js';

const EVENT_PACKET = 2;
/** Marks packets of this node; a symbol, so that it is not published. */
const own = Symbol('own');

const SUBSCRIBER = 'node';

interface Packet extends EnvelopeFields {
  readonly type: typeof EVENT_PACKET;
  readonly channel: Channel;
  readonly [own]?: true;
}

/** After publishing, the adapter delivers to its own node as well: that copy is emptied, this node's connections were told before. */
class IdentityEncoder {
  encode(packet: Packet): readonly Packet[] {
    return packet[own] ? [] : [packet];
  }
}

class Decoder {}

export interface BusOptions {
  readonly publisher: RedisClient;
  readonly channelPrefix: string;
  /** Null: this process only publishes. */
  readonly subscriber: RedisClient | null;
  /** What another node published to a channel that this one has joined. */
  readonly receive: (channel: Channel, envelope: Envelope) => void;
  /** The subscriptions hold again after a connection was lost; what was published in between is gone. */
  readonly restored: () => void;
}

export class SocketIoBus {
  readonly #namespace: Namespace;
  readonly #receive: BusOptions['receive'];
  readonly #subscriptions: ShardedSubscriptions | null;
  #published: Promise<unknown> = Promise.resolve();

  constructor(options: BusOptions) {
    this.#receive = options.receive;
    this.#subscriptions =
      options.subscriber && new ShardedSubscriptions(options.subscriber, options.restored);
    const publisher = {
      // Called synchronously by `broadcast`, which swallows the outcome: kept for `publish`.
      spublish: (channel: string, payload: string | Buffer): Promise<unknown> => {
        this.#published = options.publisher.spublish(channel, payload);
        return this.#published;
      },
    };
    const server = new Server({
      parser: { Encoder: IdentityEncoder, Decoder },
      adapter: createShardedAdapter(publisher, this.#subscriptions ?? silent, {
        subscriptionMode: 'dynamic-private',
        channelPrefix: options.channelPrefix,
      }),
    });
    this.#namespace = server.of('/');
    const sockets: Map<string, unknown> = this.#namespace.sockets;
    sockets.set(SUBSCRIBER, {
      client: { writeToEngine: (packets: readonly Packet[]) => this.#hear(packets) },
    });
  }

  /** Begins to receive the channel; `confirmed` tells when nothing is missed any more. */
  join(channel: Channel): void {
    void this.#namespace.adapter.addAll(SUBSCRIBER, new Set([channel]));
  }

  leave(channel: Channel): void {
    void this.#namespace.adapter.del(SUBSCRIBER, channel);
  }

  /** Resolves when this node gets everything that is published to the channel from then on; waits out an outage. */
  confirmed(channel: Channel): Promise<void> {
    const name = `${this.#channelOfNamespace()}${channel}#`;
    return this.#subscriptions?.confirmed(name) ?? Promise.resolve();
  }

  /** Sends the events to the other nodes that have joined the channel. @throws when Redis did not take them */
  async publish(channel: Channel, envelope: Envelope): Promise<void> {
    const packet: Packet = { type: EVENT_PACKET, channel, ...writeEnvelope(envelope), [own]: true };
    // One room per broadcast: with two the adapter would wake every node.
    const options: BroadcastOptions = { rooms: new Set([channel]), except: new Set(), flags: {} };
    void this.#namespace.adapter.broadcast(packet, options);
    await this.#published;
  }

  /** Idempotent. Leaves the connections open. */
  close(): void {
    void this.#namespace.adapter.close();
    this.#namespace.sockets.clear();
    this.#subscriptions?.close();
  }

  #hear(packets: readonly Packet[]): void {
    for (const { channel, ...fields } of packets) {
      const envelope = readEnvelope(fields);
      if (envelope) this.#receive(channel, envelope);
    }
  }

  #channelOfNamespace(): string {
    return (this.#namespace.adapter as unknown as { readonly channel: string }).channel;
  }
}

const silent = { on: () => {}, ssubscribe: () => {}, sunsubscribe: () => {} };
