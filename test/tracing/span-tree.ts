import type { CollectedSpan } from '../harness/otlp-collector.js';

/** One span by the way that leads to it from the root: names, the kind of the last, and the service that made it. */
export interface Place {
  readonly path: string;
  readonly kind: CollectedSpan['kind'];
  readonly service: string;
  readonly instance: string;
}

/** Every span of a trace with its ancestors; one whose parent is not there begins with `?`. */
export function placesOf(spans: readonly CollectedSpan[]): readonly Place[] {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const pathOf = (span: CollectedSpan): string => {
    if (span.parentSpanId === '') return span.name;
    const parent = byId.get(span.parentSpanId);
    return `${parent ? pathOf(parent) : '?'} > ${span.name}`;
  };
  return spans.map((span) => ({
    path: pathOf(span),
    kind: span.kind,
    service: String(span.resource['service.name']),
    instance: String(span.resource['service.instance.id']),
  }));
}
