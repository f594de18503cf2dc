import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace';
import type { TracingValues } from '../tracing-settings.js';

/** The sampler of `OTEL_TRACES_SAMPLER` (OpenTelemetry, «Environment Variable Specification»). */
export function samplerOf({
  traceSampler,
  traceRatio,
}: Pick<TracingValues, 'traceSampler' | 'traceRatio'>): Sampler {
  const root = rootSampler(traceSampler.replace('parentbased_', ''), traceRatio);
  return traceSampler.startsWith('parentbased_') ? new ParentBasedSampler({ root }) : root;
}

function rootSampler(name: string, ratio: number): Sampler {
  if (name === 'always_off') return new AlwaysOffSampler();
  return name === 'always_on' ? new AlwaysOnSampler() : new TraceIdRatioBasedSampler(ratio);
}
