import type { AnyEvent, Channel } from '@crosstalk/domain';

type Send = (channel: Channel, events: readonly AnyEvent[]) => Promise<void>;

/** Gathers the events of a tick by channel and sends each channel's as one publish. Outcomes are counted, never thrown. */
export class Outbox {
  readonly #send: Send;
  readonly #count: (outcome: 'ok' | 'failed', events: number) => void;
  readonly #inFlight = new Set<Promise<void>>();
  #gathered = new Map<Channel, AnyEvent[]>();

  constructor(send: Send, count: (outcome: 'ok' | 'failed', events: number) => void) {
    this.#send = send;
    this.#count = count;
  }

  add(channel: Channel, event: AnyEvent): void {
    if (this.#gathered.size === 0) setImmediate(() => this.#sendAll());
    const events = this.#gathered.get(channel);
    if (events) events.push(event);
    else this.#gathered.set(channel, [event]);
  }

  /** Resolves when everything that was added is sent or has failed. */
  async flush(): Promise<void> {
    this.#sendAll();
    await Promise.all(this.#inFlight);
  }

  #sendAll(): void {
    const gathered = this.#gathered;
    this.#gathered = new Map();
    for (const [channel, events] of gathered) {
      const sent = this.#send(channel, events).then(
        () => this.#count('ok', events.length),
        () => this.#count('failed', events.length),
      );
      this.#inFlight.add(sent);
      void sent.finally(() => this.#inFlight.delete(sent));
    }
  }
}
