import type { DomainEvent } from '@crosstalk/domain';
import { roomChannel } from '@crosstalk/domain';
import { type EventTraces, type Span, type Tracer, traceEvents } from '@crosstalk/tracing';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { roomId } from '../../packages/cluster/test/support/build-event.js';
import { ClusterNode, freshPrefix } from '../../packages/cluster/test/support/cluster-node.js';
import { RoomLog } from '../../packages/cluster/test/support/room-log.js';
import { openTracer } from '../../packages/tracing/test/open-tracer.js';
import { ArrivalLog } from '../harness/arrival-log.js';
import { OtlpCollector } from '../harness/otlp-collector.js';

const ROOM = roomId(1);
const CHANNEL = roomChannel(ROOM);

describe('An event on its way to other nodes', () => {
  const nodes: ClusterNode[] = [];
  const log = new RoomLog();
  const prefix = freshPrefix();
  /** What Redis carries. */
  const wire = new ArrivalLog<string>();
  const arrived = new ArrivalLog<DomainEvent>();
  let collector: OtlpCollector;
  let tracer: Tracer;
  let untraced: ClusterNode;
  let traced: ClusterNode;
  let there: EventTraces;

  before(async () => {
    collector = await OtlpCollector.start();
    tracer = await openTracer(collector.url);
    there = traceEvents(tracer);
    log.create(ROOM, []);
    untraced = await node();
    traced = await node({ tracing: traceEvents(tracer).tracing });
    const receiver = await node({
      tracing: there.tracing,
      deliver: (_channel, _audience, event) => arrived.add(event),
    });
    await receiver.join(1, CHANNEL);
    const { subscriber, keys } = untraced.redis;
    subscriber.on('smessage', (_channel: string, message: string) => wire.add(message));
    await subscriber.ssubscribe(`${keys.channelPrefix}#/#${CHANNEL}#`);
  });
  after(async () => {
    await Promise.all(nodes.map((each) => each.close()));
    await tracer?.close();
    await collector?.stop();
  });

  async function node(
    options: Partial<ConstructorParameters<typeof ClusterNode>[1]> = {},
  ): Promise<ClusterNode> {
    const made = new ClusterNode(log, { prefix, ...options });
    nodes.push(made);
    await made.redis.ready(30_000);
    return made;
  }
  const typing = (user: number): DomainEvent => ({
    type: 'typing.changed',
    roomId: ROOM,
    userId: user as never,
    on: true,
  });
  const by = (user: number) => (event: DomainEvent) => 'userId' in event && event.userId === user;
  const carries = (user: number) => (message: string) => message.includes(`"userId":${user},`);

  it('is the same to the byte whether tracing is off or the request is not sampled', async () => {
    untraced.registry.publish(CHANNEL, typing(11));
    traced.registry.publish(CHANNEL, typing(22));
    const off = await wire.next('the event without tracing', carries(11));
    const on = await wire.next('the event that is not sampled', carries(22));
    const normal = (message: string, user: number): string =>
      message.replace(/"uid":"[^"]*"/, '').replace(`"userId":${user},`, '');
    expect(normal(on, 22)).to.equal(normal(off, 11));
    expect(off).to.not.include('trace');
    expect(there.arrivalOf(await arrived.next('the event', by(22)))).to.equal(undefined);
  });

  it('takes the traceparent of its publish along, and the others of its batch do not', async () => {
    const root = tracer.root('send', { kind: 'server' }) as Span;
    traced.registry.publish(CHANNEL, typing(33));
    tracer.run(root, () => traced.registry.publish(CHANNEL, typing(44)));
    const message = await wire.next('the batch', carries(33));
    expect(message).to.satisfy(carries(44));
    expect(message.match(/"traces":\{[^}]*\}/g)).to.deep.equal([
      message.match(new RegExp(`"traces":\\{"1":"${root.traceparent.slice(0, 35)}-[0-9a-f]{16}-01"\\}`))?.[0],
    ]);
    const [plain, followed] = [await arrived.next('one', by(33)), await arrived.next('the other', by(44))];
    expect(there.arrivalOf(plain)).to.equal(undefined);
    expect(there.arrivalOf(followed)?.traceparent.slice(3, 35)).to.equal(root.traceparent.slice(3, 35));
    root.end();
    const spans = await collector.trace('the publish', (all) => all.length === 2);
    expect(spans.find(({ kind }) => kind === 'producer')?.name).to.equal('publish typing.changed');
  });
});
