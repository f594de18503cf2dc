import type { AnyEvent, Channel, EpochMs } from '@crosstalk/domain';
import type { Envelope } from './envelope.js';

type Send = (channel: Channel, envelope: Envelope) => Promise<void>;

/** The envelope of a channel while it is filled. */
interface Gathered {
  readonly events: AnyEvent[];
  readonly at: EpochMs;
}

/** Gathers the events of a tick by channel and sends each channel's as one publish. Outcomes are counted, never thrown. */
export class Outbox {
  readonly #send: Send;
  readonly #count: (outcome: 'ok' | 'failed', events: number) => void;
  readonly #inFlight = new Set<Promise<void>>();
  #gathered = new Map<Channel, Gathered>();

  constructor(send: Send, count: (outcome: 'ok' | 'failed', events: number) => void) {
    this.#send = send;
    this.#count = count;
  }

  /** @param at when the event is published */
  add(channel: Channel, event: AnyEvent, at: EpochMs): void {
    if (this.#gathered.size === 0) setImmediate(() => this.#sendAll());
    const gathered = this.#gathered.get(channel);
    if (gathered) gathered.events.push(event);
    else this.#gathered.set(channel, { events: [event], at });
  }

  /** Resolves when everything that was added is sent or has failed. */
  async flush(): Promise<void> {
    this.#sendAll();
    await Promise.all(this.#inFlight);
  }

  #sendAll(): void {
    const gathered = this.#gathered;
    this.#gathered = new Map();
    for (const [channel, envelope] of gathered) {
      const { length } = envelope.events;
      const sent = this.#send(channel, envelope).then(
        () => this.#count('ok', length),
        () => this.#count('failed', length),
      );
      this.#inFlight.add(sent);
      void sent.finally(() => this.#inFlight.delete(sent));
    }
  }
}
