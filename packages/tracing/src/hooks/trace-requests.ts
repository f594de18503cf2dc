/** @module A trace begins where a request comes in: a frame of a socket, or REST. */
import type { Attributes, Span, Tracer } from '../tracer.js';

export interface IncomingRequest {
  /** `<door> <event>`, both of closed sets: nothing that a client makes up. */
  readonly name: string;
  readonly attributes: Attributes;
  /** Milliseconds of `performance.now()`. */
  readonly receivedAt?: number | undefined;
  /** The `traceparent` that came with it. */
  readonly caller?: string | undefined;
}

/** Runs a request as a trace of its own, if it is sampled. The span ends with the answer. */
export async function traceRequest(
  tracer: Tracer,
  { name, receivedAt, ...rest }: IncomingRequest,
  run: () => Promise<void>,
): Promise<void> {
  const span = tracer.root(name, {
    kind: 'server',
    ...rest,
    ...(receivedAt === undefined ? {} : { startedAt: receivedAt }),
  });
  if (span === null) return run();
  try {
    await tracer.run(span, run);
  } finally {
    span.end();
  }
}

/** What became of the request that runs now: a refusal is an error of the caller, not of the node. */
export function traceOutcome(
  span: Span | null,
  { outcome, fault }: { readonly outcome: string; readonly fault: boolean },
): void {
  if (span === null) return;
  span.set({ 'crosstalk.outcome': outcome });
  if (outcome !== 'ok') span.fail(outcome, fault);
}
