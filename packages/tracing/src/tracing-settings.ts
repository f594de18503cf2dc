import { choice, integer, type SliceValues, setting, text, url } from '@crosstalk/config';
import { z } from 'zod';
import { keyValues } from './key-values.js';

const ratio: z.ZodType<number> = z
  .string()
  .regex(/^\d*\.?\d+$/, 'must be a number from 0 to 1')
  .transform(Number)
  .refine((value) => value <= 1, 'must be a number from 0 to 1');

/**
 * The settings of traces, by the variables of OpenTelemetry's specification.
 * @param service what the process is called unless `OTEL_SERVICE_NAME` says otherwise
 */
export function tracingSettings<const S extends string>(service: S) {
  return {
    otlpEndpoint: setting(
      'OTEL_EXPORTER_OTLP_ENDPOINT',
      'Collector of traces, by OTLP over HTTP; `/v1/traces` is added. Tracing is off without it.',
      url('http', 'https').optional(),
    ),
    otlpTracesEndpoint: setting(
      'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
      'The same as a whole URL, to which nothing is added; comes before the other.',
      url('http', 'https').optional(),
    ),
    otlpHeaders: setting(
      'OTEL_EXPORTER_OTLP_HEADERS',
      'Headers for the collector: `key=value`, separated by commas.',
      keyValues,
      { fallback: '', secret: true },
    ),
    otlpTimeoutMs: setting(
      'OTEL_EXPORTER_OTLP_TIMEOUT',
      'Milliseconds that one export may take, with its repetitions.',
      integer(1, 600_000),
      { fallback: '10000' },
    ),
    traceService: setting('OTEL_SERVICE_NAME', 'Name of the process in traces.', text, { fallback: service }),
    traceResource: setting(
      'OTEL_RESOURCE_ATTRIBUTES',
      'Attributes of every span, such as `deployment.environment.name=staging`, separated by commas.',
      keyValues,
      { fallback: '' },
    ),
    traceSampler: setting(
      'OTEL_TRACES_SAMPLER',
      'Which traces are recorded. `parentbased_…`: a trace that another process began is recorded when it was there.',
      choice(
        'always_on',
        'always_off',
        'traceidratio',
        'parentbased_always_on',
        'parentbased_always_off',
        'parentbased_traceidratio',
      ),
      { fallback: 'parentbased_always_on' },
    ),
    traceRatio: setting(
      'OTEL_TRACES_SAMPLER_ARG',
      'Share of the traces that `…traceidratio` records, from 0 to 1.',
      ratio,
      { fallback: '1' },
    ),
    traceDelayMs: setting(
      'OTEL_BSP_SCHEDULE_DELAY',
      'Milliseconds over which spans are gathered before they are sent.',
      integer(1, 60_000),
      { fallback: '5000' },
    ),
    traceQueue: setting(
      'OTEL_BSP_MAX_QUEUE_SIZE',
      'Spans that may wait to be sent; above that they are dropped.',
      integer(1, 100_000),
      { fallback: '2048' },
    ),
    traceCallers: setting(
      'TRACE_CALLERS',
      'What the `traceparent` of a REST request is: `link` begins a trace of its own that is linked to the caller’s, `follow` goes on with it and takes over whether it is sampled. `follow` is for a proxy in front that sets the header itself.',
      choice('link', 'follow'),
      { fallback: 'link' },
    ),
  };
}

export type TracingValues = SliceValues<ReturnType<typeof tracingSettings>>;
