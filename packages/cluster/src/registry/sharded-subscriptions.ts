import type { RedisClient } from '../redis/redis-client.js';

type MessageListener = (channel: Buffer, message: Buffer) => void;

const RETRY_MS = 250;
const CONFIRMED = Promise.resolve();

/**
 * Stands between the Socket.IO adapter and its subscriber. The adapter does not await its subscriptions: here each is retried until it
 * holds, can be waited for, and is made again on every new connection.
 */
export class ShardedSubscriptions {
  readonly #subscriber: RedisClient;
  readonly #restored: () => void;
  /** Settles when Redis has confirmed the subscription on the present connection. */
  readonly #confirmations = new Map<string, Promise<void>>();
  readonly #restore = (): void => this.#subscribeAll();
  #hear: MessageListener = () => {};
  #closed = false;

  /** @param restored called when every channel is subscribed again after the connection was new */
  constructor(subscriber: RedisClient, restored: () => void) {
    this.#subscriber = subscriber;
    this.#restored = restored;
    subscriber.on('ready', this.#restore);
    // Of a Redis Cluster: one shard's subscriber was replaced, the others live on.
    subscriber.on('subscribersReady', this.#restore);
  }

  /** Part of what the adapter calls. */
  on(event: 'smessageBuffer', listener: MessageListener): void {
    // What the listener throws (a message of a foreign format) would end the process inside the client's parser.
    this.#hear = (channel, message) => {
      try {
        listener(channel, message);
      } catch (error) {
        this.#subscriber.emit('error', error);
      }
    };
    this.#subscriber.on(event, this.#hear);
  }

  /** Part of what the adapter calls. */
  ssubscribe(channel: string): void {
    const confirmation = this.#confirm(channel);
    this.#confirmations.set(channel, confirmation);
    void confirmation.then(() => {
      // One promise for all that are confirmed: there are many.
      if (this.#confirmations.get(channel) === confirmation) this.#confirmations.set(channel, CONFIRMED);
    });
  }

  /** Part of what the adapter calls. */
  sunsubscribe(channels: string | readonly string[]): void {
    for (const channel of typeof channels === 'string' ? [channels] : channels) {
      this.#confirmations.delete(channel);
      this.#subscriber.sunsubscribe(channel).catch(() => {});
    }
  }

  /** Resolves when Redis delivers what is published to the channel from then on; waits out an outage. */
  confirmed(channel: string): Promise<void> {
    return this.#confirmations.get(channel) ?? Promise.resolve();
  }

  /** Idempotent. Leaves the connection open. */
  close(): void {
    this.#closed = true;
    this.#subscriber.off('smessageBuffer', this.#hear);
    this.#subscriber.off('ready', this.#restore);
    this.#subscriber.off('subscribersReady', this.#restore);
    this.#confirmations.clear();
  }

  async #confirm(channel: string): Promise<void> {
    // Joining late lets `ssubscribe` enter the channel into the map first.
    await undefined;
    while (!this.#closed && this.#confirmations.has(channel)) {
      try {
        await this.#subscriber.ssubscribe(channel);
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS).unref());
      }
    }
  }

  #subscribeAll(): void {
    const channels = [...this.#confirmations.keys()];
    for (const channel of channels) this.ssubscribe(channel);
    void Promise.all(channels.map((channel) => this.confirmed(channel))).then(() => {
      if (!this.#closed) this.#restored();
    });
  }
}
