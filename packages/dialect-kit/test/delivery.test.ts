import {
  Delivery,
  type Dialect,
  type EncodedBatch,
  type Outlet,
  personal,
  shared,
} from '@crosstalk/dialect-kit';
import {
  type DomainEvent,
  type EventOf,
  type Published,
  type RoomId,
  roomChannel,
  type UserId,
} from '@crosstalk/domain';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { CountingCodec, eventTable, probeDialect, rendering, typing } from './probe-dialect.js';

const ROOM = roomChannel(1 as RoomId);

class Inlet implements Outlet {
  readonly batches: EncodedBatch[] = [];
  constructor(
    readonly connectionId: string,
    readonly dialect: Dialect,
    readonly userId = 1 as UserId,
  ) {}
  readonly openRoomId = null;
  stateOf() {
    return { readSeq: this.userId, clearedSeq: 0, muted: false, id: 1 };
  }
  write(batch: EncodedBatch): void {
    this.batches.push(batch);
  }
  get texts(): string[] {
    return this.batches.flatMap((batch) => batch.texts);
  }
}

function setUp() {
  const codec = new CountingCodec();
  const clock = { now: 0 };
  const scheduled: { delayMs: number; task: () => void }[] = [];
  const failures: unknown[] = [];
  const delivery = new Delivery<Inlet>({
    rendering,
    codecOf: () => codec,
    now: () => clock.now,
    schedule: (delayMs, task) => scheduled.push({ delayMs, task }),
    observe: () => undefined,
    failed: (_event, _dialect, error) => failures.push(error),
  });
  return { codec, clock, scheduled, failures, delivery };
}

function outlets(count: number, dialect: Dialect): Set<Inlet> {
  return new Set(
    Array.from({ length: count }, (_, index) => new Inlet(`c${index}`, dialect, index as UserId)),
  );
}

describe('Delivery', () => {
  it('renders an event once and packs it once, however many connections get it', () => {
    const { codec, delivery } = setUp();
    const audience = outlets(100, probeDialect());
    delivery.deliver(ROOM, audience, typing(7));
    delivery.flush(ROOM);
    expect(codec.texts).to.equal(1);
    expect(codec.packs).to.equal(1);
    for (const outlet of audience) expect(outlet.texts).to.deep.equal(['{"typing":7}']);
  });

  it('gathers the events of one turn into one write, in order', () => {
    const { codec, delivery, scheduled } = setUp();
    const audience = outlets(3, probeDialect());
    for (const user of [1, 2, 3]) delivery.deliver(ROOM, audience, typing(user));
    expect(scheduled.length).to.equal(1);
    scheduled[0]?.task();
    expect(codec.packs).to.equal(1);
    const [first] = audience;
    expect(first?.batches.length).to.equal(1);
    expect(first?.texts).to.deep.equal(['{"typing":1}', '{"typing":2}', '{"typing":3}']);
  });

  it('writes to an idle channel at the end of the turn and lets a busy one wait, never longer than 25 ms', () => {
    const { clock, delivery, scheduled } = setUp();
    const audience = outlets(1_000, probeDialect());
    for (let sent = 0; sent < 50; sent += 1) {
      delivery.deliver(ROOM, audience, typing(1));
      delivery.flush(ROOM);
      clock.now += 10;
    }
    expect(scheduled[0]?.delayMs).to.equal(0);
    expect(scheduled.at(-1)?.delayMs).to.equal(25);
    clock.now += 5_000;
    delivery.deliver(ROOM, audience, typing(1));
    expect(scheduled.at(-1)?.delayMs).to.equal(0);
  });

  it('gives the socket that caused an event its own frame in the place of the others, in order', () => {
    const row = shared<EventOf<'typing.changed'>>(() => [{ other: 1 }], {
      toOrigin: (_event, _rendering, { echo }) => [{ mine: echo }],
    });
    const { delivery } = setUp();
    const audience = outlets(2, probeDialect({ events: eventTable({ 'typing.changed': row }) }));
    delivery.deliver(ROOM, audience, typing(1));
    delivery.deliver(ROOM, audience, {
      ...typing(2),
      origin: { connectionId: 'c0', echo: 'key' },
    } as DomainEvent);
    delivery.deliver(ROOM, audience, typing(3));
    delivery.flush(ROOM);
    const [mine, other] = [...audience];
    expect(mine?.texts).to.deep.equal(['{"other":1}', '{"mine":"key"}', '{"other":1}']);
    expect(other?.texts).to.deep.equal(['{"other":1}', '{"other":1}', '{"other":1}']);
  });

  it('tells the socket that caused an event only its own frame when storage told it the others before', () => {
    const plain = () => [{ other: 1 }];
    const rows = [
      shared<EventOf<'typing.changed'>>(plain, { toOrigin: () => [{ other: 1 }, { mine: 1 }] }),
      personal<EventOf<'typing.changed'>>(plain, { toOrigin: () => [{ other: 1 }, { mine: 1 }] }),
      shared<EventOf<'typing.changed'>>(plain),
    ];
    const told = { ...typing(1), origin: { connectionId: 'c0', echo: 'key' }, told: true } as const;
    const texts = rows.map((row) => {
      const { delivery } = setUp();
      const audience = outlets(1, probeDialect({ events: eventTable({ 'typing.changed': row }) }));
      delivery.deliver(ROOM, audience, told as Published<DomainEvent>);
      delivery.flush(ROOM);
      return [...audience][0]?.texts;
    });
    expect(texts).to.deep.equal([['{"mine":1}'], ['{"mine":1}'], []]);
  });

  it('renders what differs between viewers for each of them', () => {
    const row = personal<EventOf<'typing.changed'>>((_event, _rendering, viewer) => [
      { readSeq: viewer.stateOf(1 as RoomId).readSeq },
    ]);
    const { delivery } = setUp();
    const audience = outlets(2, probeDialect({ events: eventTable({ 'typing.changed': row }) }));
    delivery.deliver(ROOM, audience, typing(1));
    delivery.flush(ROOM);
    expect([...audience].map((outlet) => outlet.texts)).to.deep.equal([['{"readSeq":0}'], ['{"readSeq":1}']]);
  });

  it('keeps what is gathered for all apart from an answer to one', () => {
    const { delivery } = setUp();
    const audience = outlets(2, probeDialect());
    const [one, other] = [...audience];
    delivery.deliver(ROOM, audience, typing(1));
    delivery.deliver(ROOM, new Set(one ? [one] : []), typing(2));
    delivery.deliver(ROOM, audience, typing(3));
    delivery.flush(ROOM);
    expect(one?.texts).to.deep.equal(['{"typing":1}', '{"typing":2}', '{"typing":3}']);
    expect(other?.texts).to.deep.equal(['{"typing":1}', '{"typing":3}']);
  });

  it('leaves out an event that cannot be rendered and delivers the others', () => {
    const row = shared<{ userId: number }>((event) => {
      if (event.userId === 2) throw new Error('broken');
      return [{ typing: event.userId }];
    });
    const { delivery, failures } = setUp();
    const audience = outlets(1, probeDialect({ events: eventTable({ 'typing.changed': row as never }) }));
    for (const user of [1, 2, 3]) delivery.deliver(ROOM, audience, typing(user));
    delivery.flush(ROOM);
    expect([...audience][0]?.texts).to.deep.equal(['{"typing":1}', '{"typing":3}']);
    expect(failures.length).to.equal(1);
  });

  it('writes nothing for an event that the dialect has no word for', () => {
    const { codec, delivery } = setUp();
    const audience = outlets(2, probeDialect({ events: eventTable({}) }));
    delivery.deliver(ROOM, audience, typing(1));
    delivery.flush(ROOM);
    expect(codec.packs).to.equal(0);
  });
});
