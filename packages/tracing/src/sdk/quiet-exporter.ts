import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import type { TracingLog } from '../tracing-log.js';

type Done = Parameters<SpanExporter['export']>[1];

/** A collector that is away for long is worth a line this often. Milliseconds. */
const QUIET_MS = 60_000;

/** Tells the log of spans that could not be sent, seldom. */
export class QuietExporter implements SpanExporter {
  readonly #exporter: SpanExporter;
  readonly #log: TracingLog;
  #silentUntil = 0;
  #lost = 0;

  constructor(exporter: SpanExporter, log: TracingLog) {
    this.#exporter = exporter;
    this.#log = log;
  }

  export(spans: ReadableSpan[], done: Done): void {
    this.#exporter.export(spans, (result) => {
      if (result.error !== undefined || result.code !== 0) this.#failed(spans.length, result.error);
      done(result);
    });
  }

  shutdown(): Promise<void> {
    return this.#exporter.shutdown();
  }

  forceFlush(): Promise<void> {
    return this.#exporter.forceFlush?.() ?? Promise.resolve();
  }

  #failed(spans: number, error: Error | undefined): void {
    this.#lost += spans;
    const now = performance.now();
    if (now < this.#silentUntil) return;
    this.#silentUntil = now + QUIET_MS;
    // Not the error itself: it holds the answer of the collector.
    this.#log.warn({ reason: error?.message, spans: this.#lost }, 'traces cannot be sent to the collector');
    this.#lost = 0;
  }
}
