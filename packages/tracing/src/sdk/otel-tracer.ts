import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type Tracer as ApiTracer,
  type Context,
  ROOT_CONTEXT,
  type SpanContext,
  SpanKind,
  trace,
} from '@opentelemetry/api';
import type { TracerProvider } from '@opentelemetry/sdk-trace';
import type { RootOptions, Span, SpanOptions, Tracer } from '../tracer.js';
import { type Budget, OtelSpan } from './otel-span.js';
import { parseTraceparent } from './parse-traceparent.js';

const KINDS: Readonly<Record<SpanOptions['kind'], SpanKind>> = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
};

/** One request may tell ten thousand people something; a trace of it shows the first of them. */
const SPANS_OF_A_TRACE = 200;
/** Longest delay of the end of the process. */
const CLOSE_MS = 2_000;

/** Traces by the SDK. Sets nothing global: the context is kept by a storage of its own, and only while a sampled trace is at work. */
export class OtelTracer implements Tracer {
  readonly #provider: TracerProvider;
  readonly #tracer: ApiTracer;
  readonly #callers: 'link' | 'follow';
  readonly #storage = new AsyncLocalStorage<OtelSpan | null>();
  #closed: Promise<void> | undefined;

  constructor(provider: TracerProvider, callers: 'link' | 'follow') {
    this.#provider = provider;
    this.#tracer = provider.getTracer('crosstalk');
    this.#callers = callers;
  }

  current(): Span | null {
    const span = this.#storage.getStore();
    return span?.open ? span : null;
  }

  root(name: string, { caller, ...options }: RootOptions): Span | null {
    const context = caller === undefined ? null : parseTraceparent(caller);
    if (context !== null && this.#callers === 'follow') return this.#start(below(context), name, options);
    const span = this.#start({ context: ROOT_CONTEXT }, name, options);
    if (context !== null) span?.api.addLink({ context });
    return span;
  }

  child(parent: Span, name: string, options: SpanOptions): Span | null {
    if (!(parent instanceof OtelSpan) || parent.budget.left <= 0) return null;
    parent.budget.left -= 1;
    return this.#start({ ...below(parent.api.spanContext()), budget: parent.budget }, name, options);
  }

  continued(traceparent: string, name: string, options: SpanOptions): Span | null {
    const context = parseTraceparent(traceparent);
    return context && this.#start(below(context), name, options);
  }

  run<T>(span: Span | null, work: () => T): T {
    // Outside of traces, which is most of the time, the storage stays out of the way.
    if (span === null && !this.#storage.getStore()) return work();
    return this.#storage.run(span instanceof OtelSpan ? span : null, work);
  }

  close(): Promise<void> {
    this.#closed ??= within(this.#provider.shutdown(), CLOSE_MS);
    return this.#closed;
  }

  #start({ context, budget }: Place, name: string, options: SpanOptions): OtelSpan | null {
    const { kind, attributes, startedAt } = options;
    const api = this.#tracer.startSpan(
      name,
      { kind: KINDS[kind], ...(startedAt === undefined ? {} : { startTime: startedAt }) },
      context,
    );
    if (!api.isRecording()) return null;
    // Not before it is sampled: the SDK would look at each of them for nothing.
    if (attributes !== undefined) api.setAttributes(attributes);
    return new OtelSpan(api, budget ?? { left: SPANS_OF_A_TRACE });
  }
}

/** Where a span belongs. */
interface Place {
  readonly context: Context;
  /** Of the trace, where this node knows it already. */
  readonly budget?: Budget;
}

function below(parent: SpanContext): Place {
  return { context: trace.setSpanContext(ROOT_CONTEXT, parent) };
}

async function within(work: Promise<unknown>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work.catch(() => undefined), late]);
  clearTimeout(timer);
}
