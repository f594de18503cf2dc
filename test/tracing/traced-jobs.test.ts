import type { RoomId } from '@crosstalk/domain';
import { BullSideEffects, createRoomEffectsWorker, type JobWorker, QueueSet } from '@crosstalk/jobs';
import { type Span, type Tracer, traceJobs } from '@crosstalk/tracing';
import { expect } from 'chai';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import { MemoryEffects, roomWith } from '../../packages/jobs/test/support/memory-effects.js';
import { openQueue, type TestQueue } from '../../packages/jobs/test/support/open-queue.js';
import { openTracer } from '../../packages/tracing/test/open-tracer.js';
import { type CollectedSpan, OtlpCollector } from '../harness/otlp-collector.js';
import { placesOf } from './span-tree.js';

const ROOM = 1 as RoomId;

describe('A job that requests ask for', () => {
  let collector: OtlpCollector;
  let tracer: Tracer;
  let queue: TestQueue;
  let effects: MemoryEffects;
  let sideEffects: BullSideEffects;
  const workers: JobWorker[] = [];

  before(async () => {
    collector = await OtlpCollector.start();
    tracer = await openTracer(collector.url);
  });
  beforeEach(async () => {
    queue = openQueue();
    await queue.connected();
    effects = new MemoryEffects();
    effects.finished = queue.recorder.nudge;
    effects.rooms.set(ROOM, roomWith([1, 2]));
    sideEffects = new BullSideEffects({ ...producer(), tracing: traceJobs(tracer) });
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.close(1_000)));
    await sideEffects.close();
    await queue.remove();
  });
  after(async () => {
    await tracer?.close();
    await collector?.stop();
  });

  const producer = () => ({
    connection: queue.connections.producer,
    queuePrefix: queue.queuePrefix,
    observer: queue.recorder,
  });

  function work(): void {
    workers.push(
      createRoomEffectsWorker({
        connection: queue.connections.consumer(),
        queuePrefix: queue.queuePrefix,
        observer: queue.recorder,
        ports: effects.ports,
        tracing: traceJobs(tracer),
      }),
    );
  }
  function ask(name: string): Span {
    const root = tracer.root(name, { kind: 'server' }) as Span;
    tracer.run(root, () => sideEffects.roomChanged(ROOM));
    root.end();
    return root;
  }
  async function payloads(): Promise<readonly unknown[]> {
    await queue.recorder.until('it is queued', () => queue.recorder.count('room-effects', 'enqueued') > 0);
    const jobs = await queue.queues
      .open('room-effects')
      .getJobs(['delayed', 'waiting', 'active', 'completed']);
    return jobs.map(({ data }) => data as unknown);
  }

  const holds =
    (...names: readonly string[]) =>
    (spans: readonly CollectedSpan[]) =>
      names.every((wanted) => spans.some(({ name }) => name === wanted));

  it('belongs to the trace of the first of them', async () => {
    work();
    ask('first change');
    ask('second change');
    const spans = await collector.trace('the job', holds('enqueue room-effects', 'process room-effects'));
    expect(placesOf(spans).map(({ path, kind }) => `${kind}: ${path}`)).to.include.members([
      'server: first change',
      'producer: first change > enqueue room-effects',
      'consumer: first change > enqueue room-effects > process room-effects',
    ]);
    const second = await collector.trace('the other', holds('second change'));
    expect(second).to.have.lengthOf(1);
  });

  it('has ids and the trace in its payload, and without a trace the ids alone', async () => {
    const { traceparent } = ask('change');
    const [payload] = await payloads();
    expect(payload).to.have.all.keys('roomId', 'traceparent');
    expect((payload as { traceparent: string }).traceparent.slice(0, 35)).to.equal(traceparent.slice(0, 35));
  });

  it('of requests that are not traced has no trace', async () => {
    sideEffects.roomChanged(ROOM);
    expect(await payloads()).to.deep.equal([{ roomId: ROOM }]);
  });

  it('is tried again in the same trace when it fails, and each failure is named', async () => {
    const secret = 'what somebody wrote';
    let failures = 1;
    effects.before = () => {
      if (failures-- > 0) throw new TypeError(secret);
    };
    work();
    ask('failing change');
    const spans = await collector.trace(
      'both runs',
      (all) => all.filter(({ name }) => name === 'process room-effects').length === 2,
    );
    const runs = spans.filter(({ name }) => name === 'process room-effects');
    expect(runs.map(({ attributes, failed }) => [attributes['crosstalk.job.attempt'], failed])).to.deep.equal(
      [
        [1, true],
        [2, false],
      ],
    );
    expect(runs[0]?.attributes['error.type']).to.equal('TypeError');
    expect(collector.bodies.join()).to.not.include(secret);
  });

  it('hands its trace on to the jobs that it asks for', async () => {
    const tracing = traceJobs(tracer);
    const queues = new QueueSet({ ...producer(), tracing });
    const root = tracer.root('request', { kind: 'server' }) as Span;
    await tracing.run(
      { queue: 'room-effects', name: 'room', id: '1', attempt: 1, traceparent: root.traceparent },
      () => queues.add('notices', [{ name: 'room', data: { roomId: ROOM }, opts: {} }]),
    );
    root.end();
    const spans = await collector.trace(
      'the request',
      holds('request', 'enqueue notices', 'process room-effects'),
    );
    expect(placesOf(spans).map(({ path }) => path)).to.include(
      'request > process room-effects > enqueue notices',
    );
    await queues.close();
  });
});
