import type { Tracer } from './tracer.js';
import type { TracingLog } from './tracing-log.js';
import type { TracingValues } from './tracing-settings.js';

/**
 * Starts tracing when a collector is set. The SDK is loaded here and only then: a node without tracing does not have it in memory.
 * Does not connect; a collector that is away costs spans and nothing else.
 * @returns null when tracing is off
 */
export async function startTracing(values: TracingValues, log: TracingLog): Promise<Tracer | null> {
  const collector = collectorOf(values);
  if (collector === null) return null;
  const { createTracer } = await import('./sdk/create-tracer.js');
  return createTracer(values, { collector, log });
}

function collectorOf({ otlpEndpoint, otlpTracesEndpoint }: TracingValues): string | null {
  if (otlpTracesEndpoint !== undefined) return otlpTracesEndpoint;
  return otlpEndpoint === undefined ? null : `${otlpEndpoint.replace(/\/+$/, '')}/v1/traces`;
}
