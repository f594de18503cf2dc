/** @module The only door to the OpenTelemetry SDK; imported when tracing is on. */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { Tracer } from '../tracer.js';
import type { TracingLog } from '../tracing-log.js';
import type { TracingValues } from '../tracing-settings.js';
import { OtelTracer } from './otel-tracer.js';
import { QuietExporter } from './quiet-exporter.js';
import { samplerOf } from './sampler-of.js';

const SPANS_IN_AN_EXPORT = 512;

export function createTracer(
  values: TracingValues,
  { collector, log }: { readonly collector: string; readonly log: TracingLog },
): Tracer {
  const instance = randomUUID();
  const exporter = new OTLPTraceExporter({
    url: collector,
    headers: { ...values.otlpHeaders },
    timeoutMillis: values.otlpTimeoutMs,
  });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'host.name': hostname(),
      ...values.traceResource,
      'service.name': values.traceService,
      'service.instance.id': instance,
      'process.pid': process.pid,
    }),
    sampler: samplerOf(values),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new QuietExporter(exporter, log),
        scheduledDelayMillis: values.traceDelayMs,
        maxQueueSize: values.traceQueue,
        maxExportBatchSize: Math.min(SPANS_IN_AN_EXPORT, values.traceQueue),
        exportTimeoutMillis: values.otlpTimeoutMs,
      }),
    ],
  });
  log.info({ collector: new URL(collector).host, sampler: values.traceSampler, instance }, 'tracing is on');
  return new OtelTracer(provider, values.traceCallers);
}
