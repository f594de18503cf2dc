/** @module What the rest of a node knows of tracing. Nothing here loads OpenTelemetry. */

export type SpanKind = 'internal' | 'server' | 'client' | 'producer' | 'consumer';

/** Names of OpenTelemetry's semantic conventions, or below `crosstalk.`. Never what somebody wrote, a token, a mail address. */
export type Attributes = Readonly<Record<string, string | number | boolean>>;

export interface SpanOptions {
  readonly kind: SpanKind;
  readonly attributes?: Attributes;
  /** Milliseconds of `performance.now()`; now unless given. */
  readonly startedAt?: number;
}

/** A piece of the work of a trace that is sampled: what is not sampled has no span at all. */
export interface Span {
  /** W3C Trace Context, version 00: names this span to another process. */
  readonly traceparent: string;
  /** It has not ended. What comes after its end is no part of the trace any more. */
  readonly open: boolean;
  rename(name: string): void;
  set(attributes: Attributes): void;
  link(other: Span): void;
  /** @param errorType an error code; `fault` when it is this side's, so that the span counts as failed */
  fail(errorType: string, fault: boolean): void;
  /** @param at milliseconds of `performance.now()`; now unless given. Idempotent. */
  end(at?: number): void;
}

export interface RootOptions extends SpanOptions {
  /** `traceparent` of a caller whom nobody knows. A wrong one is ignored. */
  readonly caller?: string | undefined;
}

export interface Tracer {
  /** The open span that the present work belongs to. Null outside of traces. */
  current(): Span | null;
  /** Begins a trace. Null: it is not sampled. */
  root(name: string, options: RootOptions): Span | null;
  /** A span below another. Null when the trace has as many as it may have. */
  child(parent: Span, name: string, options: SpanOptions): Span | null;
  /** Goes on with a trace of another process. Null when it is not sampled, or `traceparent` is none. */
  continued(traceparent: string, name: string, options: SpanOptions): Span | null;
  /** Runs the work as a part of the span; null: of none. */
  run<T>(span: Span | null, work: () => T): T;
  /** Sends what is left, for two seconds at most. Idempotent, never rejects. */
  close(): Promise<void>;
}
