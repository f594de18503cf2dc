import { parseConfig } from '@crosstalk/config';
import { type Span, startTracing, type Tracer, tracingSettings } from '@crosstalk/tracing';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { OtlpCollector } from '../../../test/harness/otlp-collector.js';
import { openTracer } from './open-tracer.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';
const SERVER = { kind: 'server' } as const;
const INTERNAL = { kind: 'internal' } as const;

describe('A tracer', () => {
  let collector: OtlpCollector;
  const tracers: Tracer[] = [];

  beforeEach(async () => {
    collector = await OtlpCollector.start();
  });
  afterEach(async () => {
    await Promise.all(tracers.splice(0).map((tracer) => tracer.close()));
    await collector.stop();
  });

  async function open(environment: Readonly<Record<string, string>> = {}): Promise<Tracer> {
    const tracer = await openTracer(collector.url, environment);
    tracers.push(tracer);
    return tracer;
  }
  function begin(tracer: Tracer, caller?: string): Span {
    const span = tracer.root('request', { ...SERVER, caller });
    if (span === null) throw new Error('not sampled');
    return span;
  }

  it('is none without a collector', async () => {
    const values = parseConfig(tracingSettings('test'), { OTEL_TRACES_SAMPLER: 'always_on' });
    expect(await startTracing(values, { info: () => undefined, warn: () => undefined })).to.equal(null);
  });

  it('exports a span with its child, its attributes and the name of the service', async () => {
    const tracer = await open();
    const root = begin(tracer);
    const child = tracer.child(root, 'work', { ...INTERNAL, attributes: { 'crosstalk.room.id': 7 } });
    child?.fail('unavailable', true);
    child?.end();
    root.end();
    const spans = await collector.trace('both spans', (all) => all.length === 2);
    expect(spans.find(({ name }) => name === 'work')).to.deep.include({
      kind: 'internal',
      failed: true,
      attributes: { 'crosstalk.room.id': 7, 'error.type': 'unavailable' },
      parentSpanId: spans.find(({ name }) => name === 'request')?.spanId,
    });
    expect(spans[0]?.resource).to.include({ 'service.name': 'test', 'process.pid': process.pid });
  });

  it('knows the span that asynchronous work belongs to, until it has ended', async () => {
    const tracer = await open();
    const root = begin(tracer);
    expect(tracer.current()).to.equal(null);
    await tracer.run(root, async () => {
      await new Promise(setImmediate);
      expect(tracer.current()).to.equal(root);
      tracer.run(null, () => expect(tracer.current()).to.equal(null));
      root.end();
      expect(tracer.current(), 'of an ended request').to.equal(null);
    });
  });

  it('begins a trace of its own for a stranger, and takes no decision from them', async () => {
    const tracer = await open();
    begin(tracer, `00-${TRACE}-${SPAN}-00`).end();
    const [span] = await collector.trace('the span', () => true);
    expect(span?.traceId).to.not.equal(TRACE);
    expect(span?.links).to.deep.equal([{ traceId: TRACE, spanId: SPAN }]);

    const off = await open({ OTEL_TRACES_SAMPLER: 'parentbased_always_off' });
    expect(off.root('request', { ...SERVER, caller: `00-${TRACE}-${SPAN}-01` })).to.equal(null);
  });

  it('goes on with the trace of a caller where it is told to, sampled or not', async () => {
    const tracer = await open({ TRACE_CALLERS: 'follow' });
    begin(tracer, `00-${TRACE}-${SPAN}-01`).end();
    const [span] = await collector.trace('the span', () => true);
    expect(span).to.include({ traceId: TRACE, parentSpanId: SPAN });
    expect(tracer.root('request', { ...SERVER, caller: `00-${TRACE}-${SPAN}-00` })).to.equal(null);
  });

  it('takes no notice of a traceparent that is none', async () => {
    const tracer = await open({ TRACE_CALLERS: 'follow' });
    begin(tracer, 'hello').end();
    const [span] = await collector.trace('the span', () => true);
    expect(span).to.deep.include({ parentSpanId: '', links: [] });
    expect(tracer.continued('hello', 'deliver', INTERNAL)).to.equal(null);
  });

  it('names a span to another process, which goes on below it', async () => {
    const [here, there] = [await open(), await open({ OTEL_TRACES_SAMPLER: 'parentbased_always_off' })];
    const root = begin(here);
    there.continued(root.traceparent, 'deliver', { kind: 'consumer' })?.end();
    root.end();
    const spans = await collector.trace('both spans', (all) => all.length === 2);
    const [above, below] = [
      spans.find(({ kind }) => kind === 'server'),
      spans.find(({ kind }) => kind === 'consumer'),
    ];
    expect(below?.parentSpanId).to.equal(above?.spanId);
    expect(below?.resource['service.instance.id']).to.not.equal(above?.resource['service.instance.id']);
  });

  it('samples the share that it is told', async () => {
    const none = await open({
      OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
      OTEL_TRACES_SAMPLER_ARG: '0',
    });
    const half = await open({ OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.5' });
    const share = (tracer: Tracer): number =>
      Array.from({ length: 2_000 }, () => tracer.root('request', SERVER)).filter((span) => span !== null)
        .length;
    expect(share(none)).to.equal(0);
    // Ten standard deviations to either side.
    expect(share(half)).to.be.within(776, 1_224);
  });

  it('bounds what one trace may hold', async () => {
    const tracer = await open();
    const root = begin(tracer);
    const children = Array.from({ length: 300 }, () => tracer.child(root, 'publish', INTERNAL));
    expect(children.filter((span) => span !== null)).to.have.lengthOf(200);
  });
});
