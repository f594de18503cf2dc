import type { AnyEvent, Channel } from '@crosstalk/domain';

/** What other nodes are told of the traces that published events belong to: a `traceparent` by the place of the event. */
export type Traces = Readonly<Record<number, string>>;

/** Events on their way to Redis. */
export interface Departure {
  /** Undefined when none of the events belongs to a trace: then nothing is added to what is published. */
  readonly traces: Traces | undefined;
  /** Redis has taken them or not. */
  done(outcome: 'ok' | 'failed'): void;
}

/** Follows events from node to node, for traces. Knows an event again by its identity. Must not throw. */
export interface EventTracing {
  /** This node publishes `event`; `copy`, which may be the same object, is what the others get. */
  published(channel: Channel, event: AnyEvent, copy: AnyEvent): void;
  departs(channel: Channel, copies: readonly AnyEvent[]): Departure;
  received(events: readonly AnyEvent[], traces: Traces): void;
}
