import { createPublisher, createRedisClients, type RedisClients } from '@crosstalk/cluster';
import type { AnyEvent, Channel } from '@crosstalk/domain';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import type { Envelope } from '../src/registry/envelope.js';
import { SocketIoBus } from '../src/registry/socket-io-bus.js';
import { roomId } from './support/build-event.js';
import { freshPrefix, redisUrl } from './support/cluster-node.js';
import { eventually } from './support/eventually.js';

const tip = (rev: number): AnyEvent => ({ type: 'room.tip', roomId: roomId(1), rev });

/** What the bus takes for granted of Socket.IO and its adapter. When this fails after an upgrade, `socket-io-bus.ts` has to change. */
describe('contract with the inner surfaces of Socket.IO', () => {
  const clients: RedisClients[] = [];
  const buses: SocketIoBus[] = [];
  let prefix: string;

  before(() => {
    prefix = freshPrefix();
  });
  after(() => {
    for (const bus of buses) bus.close();
    for (const each of clients) each.close();
  });

  async function connect(): Promise<RedisClients> {
    const redis = createRedisClients({ redisUrl: redisUrl(), redisPrefix: prefix, redisProtocol: '3' });
    clients.push(redis);
    await redis.ready(5000);
    return redis;
  }
  async function bus() {
    const redis = await connect();
    const received: [Channel, Envelope][] = [];
    const made = new SocketIoBus({
      ...redis,
      channelPrefix: redis.keys.channelPrefix,
      receive: (channel, envelope) => received.push([channel, envelope]),
      restored: () => {},
    });
    buses.push(made);
    return { bus: made, received, redis };
  }

  it('carries the array as it is to other nodes in the room, and nothing to the node itself', async () => {
    const [a, b, outside] = [await bus(), await bus(), await bus()];
    for (const each of [a, b]) each.bus.join('room:1');
    outside.bus.join('room:2');
    await Promise.all([
      a.bus.confirmed('room:1'),
      b.bus.confirmed('room:1'),
      outside.bus.confirmed('room:2'),
    ]);
    await a.bus.publish('room:1', { events: [tip(1), tip(2)], at: 1_700_000_000_123 });
    await eventually('the other node has it', () => b.received.length > 0);
    expect(b.received).to.deep.equal([['room:1', { events: [tip(1), tip(2)], at: 1_700_000_000_123 }]]);
    await b.bus.publish('room:1', { events: [tip(3)] });
    await eventually('and back', () => a.received.length > 0);
    expect(a.received).to.deep.equal([['room:1', { events: [tip(3)] }]]);
    expect(outside.received).to.deep.equal([]);
  });

  it('takes envelopes of other versions: without the time, and with fields that it does not know', async () => {
    const { bus: heard, received, redis } = await bus();
    heard.join('room:9');
    await heard.confirmed('room:9');
    for (const more of [{}, { at: 'soon' }, { at: 7, further: [1] }]) {
      const packet = { type: 2, channel: 'room:9', data: [tip(1)], ...more };
      const data = { packet, opts: { rooms: ['room:9'], except: [] } };
      await redis.publisher.spublish(
        `${prefix}:events#/#room:9#`,
        JSON.stringify({ uid: 'another', nsp: '/', type: 3, data }),
      );
    }
    await eventually('all three are heard', () => received.length === 3);
    expect(received.map(([, envelope]) => envelope)).to.deep.equal([
      { events: [tip(1)] },
      { events: [tip(1)] },
      { events: [tip(1)], at: 7 },
    ]);
  });

  it('publishes on a channel of the room alone, whatever the length of its name', async () => {
    const [a, b] = [await bus(), await bus()];
    const channel: Channel = 'room:900719925474099'; // 20 characters, as long as a socket id
    b.bus.join(channel);
    await b.bus.confirmed(channel);
    const reply = await a.redis.commands.call('PUBSUB', 'SHARDNUMSUB', `${prefix}:events#/#${channel}#`);
    expect((reply as unknown[])[1]).to.equal(1);
    await a.bus.publish(channel, { events: [tip(1)] });
    await eventually('it arrives', () => b.received.length === 1);
  });

  it('hears no more of a channel that it has left', async () => {
    const [a, b] = [await bus(), await bus()];
    for (const channel of ['room:5', 'room:6'] as const) b.bus.join(channel);
    await Promise.all([b.bus.confirmed('room:5'), b.bus.confirmed('room:6')]);
    b.bus.leave('room:5');
    await a.bus.publish('room:5', { events: [tip(1)] });
    await a.bus.publish('room:6', { events: [tip(2)] });
    await eventually('the other channel is heard', () => b.received.length > 0);
    expect(b.received).to.deep.equal([['room:6', { events: [tip(2)] }]]);
  });

  it('says when a publish did not reach Redis', async () => {
    const away = createRedisClients({
      redisUrl: 'redis://127.0.0.1:1',
      redisPrefix: prefix,
      redisProtocol: '3',
    });
    clients.push(away);
    const error = await createPublisher(away)
      .publish('room:1', [tip(1)])
      .catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(Error);
  });

  it('survives a message of a foreign format', async () => {
    const { bus: heard, received, redis } = await bus();
    heard.join('room:8');
    await heard.confirmed('room:8');
    const channel = `${prefix}:events#/#room:8#`;
    for (const text of [
      '{"type":3}',
      '{"type":3,"nsp":"/","data":{"packet":{},"opts":{"rooms":["room:8"],"except":[]}}}',
      'x',
    ]) {
      await redis.publisher.spublish(channel, text);
    }
    const publisher = createPublisher(redis);
    await publisher.publish('room:8', [tip(1)]);
    await eventually('what is right arrives', () => received.some(([, { events }]) => events.length === 1));
    publisher.close();
  });
});
