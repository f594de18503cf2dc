import type { AnyEvent, Channel } from '@crosstalk/domain';
import type { Attributes, Span, Tracer } from '../tracer.js';

interface Departure {
  readonly traces: Readonly<Record<number, string>> | undefined;
  done(outcome: 'ok' | 'failed'): void;
}

/** As `EventTracing` of the package `cluster` asks for it. */
export interface TraceEvents {
  published(channel: Channel, event: AnyEvent, copy: AnyEvent): void;
  departs(channel: Channel, copies: readonly AnyEvent[]): Departure;
  received(events: readonly AnyEvent[], traces: Readonly<Record<number, string>>): void;
}

export interface Arrival {
  /** Of the publish that the event came by. */
  readonly traceparent: string;
  /** Milliseconds of `performance.now()`. */
  readonly receivedAt: number;
}

export interface EventTraces {
  readonly tracing: TraceEvents;
  /** How this event came to be on this node; undefined: it is not traced. */
  arrivalOf(event: AnyEvent): Arrival | undefined;
}

const SENDS = { 'messaging.operation.name': 'publish', 'messaging.operation.type': 'send' };
const NOTHING: Departure = { traces: undefined, done: () => undefined };

/**
 * Follows events from node to node by their identity: the sequencer hands on the object that it was given. A change that is healed from
 * storage is another object and has no trace.
 */
export function traceEvents(tracer: Tracer): EventTraces {
  const publishes = new WeakMap<AnyEvent, Map<Channel, Span>>();
  const arrivals = new WeakMap<AnyEvent, Arrival>();
  const tracing: TraceEvents = {
    published(channel, event, copy) {
      const parent = tracer.current();
      const span =
        parent &&
        tracer.child(parent, `publish ${event.type}`, {
          kind: 'producer',
          attributes: { ...attributesOf(event), ...destination(channel), ...SENDS },
        });
      if (!span) return;
      const known = publishes.get(copy);
      if (known) known.set(channel, span);
      else publishes.set(copy, new Map([[channel, span]]));
      arrivals.set(event, { traceparent: span.traceparent, receivedAt: performance.now() });
    },
    departs(channel, copies) {
      const traces: Record<number, string> = {};
      const spans = copies.flatMap((copy, index) => {
        const span = publishes.get(copy)?.get(channel);
        if (!span) return [];
        traces[index] = span.traceparent;
        return [span];
      });
      if (spans.length === 0) return NOTHING;
      return {
        traces,
        done(outcome) {
          for (const span of spans) {
            if (outcome === 'failed') span.fail('redis_unavailable', true);
            span.end();
          }
        },
      };
    },
    received(events, traces) {
      const receivedAt = performance.now();
      for (const [index, traceparent] of Object.entries(traces)) {
        const event = events[Number(index)];
        if (event) arrivals.set(event, { traceparent, receivedAt });
      }
    },
  };
  return { tracing, arrivalOf: (event) => arrivals.get(event) };
}

/** Ids and numbers of an event; nothing that somebody wrote. */
export function attributesOf(event: AnyEvent): Attributes {
  return {
    'crosstalk.event': event.type,
    ...('roomId' in event ? { 'crosstalk.room.id': event.roomId } : {}),
    ...('rev' in event ? { 'crosstalk.room.rev': event.rev } : {}),
    ...('message' in event ? { 'messaging.message.id': String(event.message.id) } : {}),
  };
}

function destination(channel: Channel): Attributes {
  const kind = channel.slice(0, channel.indexOf(':'));
  return {
    'messaging.system': 'redis',
    // Whom the other channels are about is nobody's business.
    ...(kind === 'room' ? { 'messaging.destination.name': channel } : {}),
    'messaging.destination.template': `${kind}:{id}`,
  };
}
