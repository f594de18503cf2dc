import { ConfigError, parseConfig } from '@crosstalk/config';
import { tracingSettings } from '@crosstalk/tracing';
import { expect } from 'chai';
import { describe, it } from 'mocha';

const read = (environment: Record<string, string>) =>
  parseConfig(tracingSettings('crosstalk-gateway'), environment);

describe('The settings of traces', () => {
  it('name no collector unless the environment does', () => {
    expect(read({})).to.include({
      otlpEndpoint: undefined,
      otlpTracesEndpoint: undefined,
      traceService: 'crosstalk-gateway',
      traceSampler: 'parentbased_always_on',
      traceRatio: 1,
      traceCallers: 'link',
    });
  });

  it('read headers and attributes as OpenTelemetry writes them', () => {
    const { otlpHeaders, traceResource } = read({
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Basic%20YTpi, x-tenant=a=b',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=staging',
    });
    expect(otlpHeaders).to.deep.equal({ authorization: 'Basic YTpi', 'x-tenant': 'a=b' });
    expect(traceResource).to.deep.equal({ 'deployment.environment.name': 'staging' });
  });

  it('say all that is wrong at once, without the headers', () => {
    const wrong = {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318',
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'grpc://collector',
      OTEL_EXPORTER_OTLP_HEADERS: 'secret-without-a-name',
      OTEL_EXPORTER_OTLP_TIMEOUT: '10s',
      OTEL_RESOURCE_ATTRIBUTES: 'a=%E0%A4%A',
      OTEL_TRACES_SAMPLER: 'sometimes',
      OTEL_TRACES_SAMPLER_ARG: '1.5',
      OTEL_BSP_SCHEDULE_DELAY: '0',
      OTEL_BSP_MAX_QUEUE_SIZE: 'many',
      TRACE_CALLERS: 'trust',
    };
    try {
      read(wrong);
      expect.fail('nothing was thrown');
    } catch (error) {
      expect(error).to.be.instanceOf(ConfigError);
      const { problems, message } = error as ConfigError;
      expect(problems.map((line) => line.split(' ')[0])).to.have.members(Object.keys(wrong));
      expect(message).to.not.include('secret-without-a-name');
    }
  });

  it('take every ratio from 0 to 1', () => {
    for (const ratio of ['0', '0.01', '.5', '1', '1.0'])
      expect(read({ OTEL_TRACES_SAMPLER_ARG: ratio }).traceRatio).to.equal(Number(ratio));
  });
});
