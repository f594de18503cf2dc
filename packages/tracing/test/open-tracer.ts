import { parseConfig } from '@crosstalk/config';
import { startTracing, type Tracer, type TracingLog, tracingSettings } from '@crosstalk/tracing';

const SILENT: TracingLog = { info: () => undefined, warn: () => undefined };

/** A tracer that exports to the collector. @param environment settings beside its address */
export async function openTracer(
  collector: string,
  environment: Readonly<Record<string, string>> = {},
  log: TracingLog = SILENT,
): Promise<Tracer> {
  const values = parseConfig(tracingSettings('test'), {
    OTEL_EXPORTER_OTLP_ENDPOINT: collector,
    OTEL_BSP_SCHEDULE_DELAY: '20',
    ...environment,
  });
  const tracer = await startTracing(values, log);
  if (tracer === null) throw new Error('tracing is off');
  return tracer;
}
