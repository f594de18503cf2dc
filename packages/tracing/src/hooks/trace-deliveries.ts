import type { DomainEvent } from '@crosstalk/domain';
import type { Tracer } from '../tracer.js';
import { type Arrival, attributesOf, type EventTraces } from './trace-events.js';

interface Write {
  readonly dialect: string;
  readonly connections: number;
  readonly endedAt: number;
}

export interface TraceDeliveries {
  /** As `trace` of the delivery asks for it. */
  trace(events: readonly DomainEvent[], write: () => void): void;
  /** One dialect of the batch that is being written is done. */
  wrote(dialect: string, connections: number): void;
}

/**
 * Ends the way of an event on this node: a span from its coming to its frames in the buffers of the sockets, and below it one for each
 * dialect. They are made when all is over, so that an event which is never shown leaves no open span.
 */
export function traceDeliveries(tracer: Tracer, arrivals: Pick<EventTraces, 'arrivalOf'>): TraceDeliveries {
  let writes: Write[] | null = null;
  return {
    trace(events, write) {
      const followed = events.flatMap((event) => {
        const arrival = arrivals.arrivalOf(event);
        return arrival ? [{ event, arrival }] : [];
      });
      if (followed.length === 0) return write();
      const startedAt = performance.now();
      const done: Write[] = [];
      writes = done;
      try {
        write();
      } finally {
        writes = null;
        for (const each of followed) tell(tracer, each, { startedAt, writes: done, events: events.length });
      }
    },
    wrote(dialect, connections) {
      writes?.push({ dialect, connections, endedAt: performance.now() });
    },
  };
}

function tell(
  tracer: Tracer,
  { event, arrival }: { readonly event: DomainEvent; readonly arrival: Arrival },
  batch: { readonly startedAt: number; readonly writes: readonly Write[]; readonly events: number },
): void {
  const span = tracer.continued(arrival.traceparent, `deliver ${event.type}`, {
    kind: 'consumer',
    startedAt: arrival.receivedAt,
    attributes: {
      ...attributesOf(event),
      'messaging.system': 'redis',
      'messaging.operation.name': 'deliver',
      'messaging.operation.type': 'process',
      'messaging.batch.message_count': batch.events,
    },
  });
  if (span === null) return;
  let startedAt = batch.startedAt;
  for (const { dialect, connections, endedAt } of batch.writes) {
    const attributes = { 'crosstalk.dialect': dialect, 'crosstalk.connections': connections };
    tracer.child(span, `write ${dialect}`, { kind: 'internal', startedAt, attributes })?.end(endedAt);
    startedAt = endedAt;
  }
  span.end(startedAt);
}
