import {
  Delivery,
  type Dialect,
  type EventTable,
  type Outlet,
  personal,
  shared,
  type Written,
} from '@crosstalk/dialect-kit';
import {
  type DomainEvent,
  type EventOf,
  type Publication,
  type Published,
  publication,
  type RoomId,
  roomChannel,
  type UserId,
} from '@crosstalk/domain';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { CountingCodec, eventTable, probeDialect, rendering, typing } from './probe-dialect.js';

const ROOM = roomChannel(1 as RoomId);
type Typing = EventOf<'typing.changed'>;

function setUp() {
  const written: Written[] = [];
  const delivered: Publication[] = [];
  const codec = new CountingCodec();
  const delivery = new Delivery<Outlet>({
    rendering,
    codecOf: () => codec,
    now: () => 0,
    schedule: () => undefined,
    observe: (each) => written.push(each),
    delivered: (publication) => delivered.push(publication),
    failed: () => undefined,
  });
  const deliver = (audience: ReadonlySet<Outlet>, ...events: readonly Published<DomainEvent>[]): void => {
    for (const event of events) delivery.deliver(ROOM, audience, event);
    delivery.flush(ROOM);
  };
  return { written, delivered, deliver };
}

const speaking = (row: EventTable['typing.changed'] | null): Dialect =>
  probeDialect({ events: eventTable(row ? { 'typing.changed': row } : {}) });
function outlets(count: number, dialect: Dialect): Set<Outlet> {
  const stateOf = () => ({ readSeq: 0, clearedSeq: 0, muted: false, id: 1 });
  return new Set(
    Array.from({ length: count }, (_, index) => ({
      connectionId: `c${index}`,
      userId: index as UserId,
      openRoomId: null,
      dialect,
      stateOf,
      write: () => undefined,
    })),
  );
}
const published = (event: DomainEvent, at: number): Published<DomainEvent> => ({
  ...event,
  [publication]: { at, origin: 'remote' },
});

describe('What the delivery counts', () => {
  it('is a delivery for each event and connection, and a write for each connection', () => {
    const { written, deliver } = setUp();
    deliver(outlets(3, speaking(shared(() => [{ typing: 1 }]))), typing(1), typing(2));
    expect(written).to.deep.equal([{ dialect: 'probe', deliveries: 6, writes: 3 }]);
  });

  it('is nothing where the dialect has no word for the event', () => {
    const { written, delivered, deliver } = setUp();
    deliver(outlets(3, speaking(null)), published(typing(1), 5));
    expect([written, delivered]).to.deep.equal([[], []]);
  });

  it('is what each connection got, where that differs', () => {
    const { written, deliver } = setUp();
    const row = personal<Typing>((event, _rendering, { userId }) =>
      userId === event.userId ? [] : [{ typing: event.userId }],
    );
    deliver(outlets(3, speaking(row)), typing(0), typing(1));
    expect(written).to.deep.equal([{ dialect: 'probe', deliveries: 4, writes: 3 }]);
  });

  it('leaves out the socket that is told otherwise, and calls when it is told', () => {
    const { written, deliver } = setUp();
    let answers = 0;
    const caused = (userId: number, connectionId: string): DomainEvent =>
      ({ ...typing(userId), origin: { connectionId, answered: () => (answers += 1) } }) as DomainEvent;
    const row = shared<Typing>(() => [{ other: 1 }], {
      toOrigin: ({ userId }) => (userId === 1 ? [{ mine: 1 }] : []),
    });
    deliver(outlets(2, speaking(row)), caused(1, 'c0'), caused(2, 'c1'));
    expect(written).to.deep.equal([{ dialect: 'probe', deliveries: 3, writes: 2 }]);
    expect(answers, 'nothing was said to c1').to.equal(1);
  });

  it('is each event once, however many connections and dialects it was handed to', () => {
    const { written, delivered, deliver } = setUp();
    const row = shared<Typing>(() => [{ typing: 1 }]);
    const audience = new Set([...outlets(2, speaking(row)), ...outlets(2, speaking(row))]);
    deliver(audience, published(typing(1), 5), published(typing(2), 6), typing(3));
    expect(written).to.have.length(2);
    expect(delivered.map(({ at }) => at)).to.deep.equal([5, 6]);
  });
});
