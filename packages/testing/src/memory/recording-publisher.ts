import type { AnyEvent, Channel, EventPublisher } from '@crosstalk/domain';

export interface Publication {
  readonly channel: Channel;
  readonly event: AnyEvent;
}

/** Keeps what was published, in order. */
export class RecordingPublisher implements EventPublisher {
  readonly #published: Publication[] = [];

  get published(): readonly Publication[] {
    return this.#published;
  }

  publish(channel: Channel, event: AnyEvent): void {
    this.#published.push({ channel, event });
  }

  /** Events of one type, in order. */
  ofType<T extends AnyEvent['type']>(type: T): readonly Extract<AnyEvent, { readonly type: T }>[] {
    const is = (event: AnyEvent): event is Extract<AnyEvent, { readonly type: T }> => event.type === type;
    return this.#published.map(({ event }) => event).filter(is);
  }

  /** `channel event.type` of everything, for a whole-story assertion. */
  story(): readonly string[] {
    return this.#published.map(({ channel, event }) => `${channel} ${event.type}`);
  }

  clear(): void {
    this.#published.length = 0;
  }
}
