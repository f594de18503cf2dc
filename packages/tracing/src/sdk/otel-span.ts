import { type Span as ApiSpan, SpanStatusCode } from '@opentelemetry/api';
import type { Attributes, Span } from '../tracer.js';

/** Spans that one trace may still begin on this node. */
export interface Budget {
  left: number;
}

/** A sampled span of the SDK. */
export class OtelSpan implements Span {
  readonly api: ApiSpan;
  readonly budget: Budget;

  constructor(api: ApiSpan, budget: Budget) {
    this.api = api;
    this.budget = budget;
  }

  get traceparent(): string {
    const { traceId, spanId } = this.api.spanContext();
    return `00-${traceId}-${spanId}-01`;
  }

  get open(): boolean {
    return this.api.isRecording();
  }

  rename(name: string): void {
    this.api.updateName(name);
  }

  set(attributes: Attributes): void {
    this.api.setAttributes(attributes);
  }

  link(other: Span): void {
    if (other instanceof OtelSpan) this.api.addLink({ context: other.api.spanContext() });
  }

  fail(errorType: string, fault: boolean): void {
    this.api.setAttribute('error.type', errorType);
    if (fault) this.api.setStatus({ code: SpanStatusCode.ERROR });
  }

  end(at?: number): void {
    if (this.open) this.api.end(at);
  }
}
