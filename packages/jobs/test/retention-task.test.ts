import { DEFAULT_TENANT, type Room, type RoomId, type TenantId } from '@crosstalk/domain';
import { retentionTask, type TaskPlace } from '@crosstalk/jobs';
import { buildRoom } from '@crosstalk/testing';
import { expect } from 'chai';
import { describe, it } from 'mocha';

const OTHER = 'other' as TenantId;
const CONTEXT = {
  name: 'retention',
  signal: new AbortController().signal,
  lastAttempt: false,
  isRerun: false,
  timesCutOff: 0,
  saved: undefined,
  save: async () => undefined,
};

/** Rooms with so many parts to remove each; answers what every run removed. */
async function nights(rooms: readonly Room[], parts: ReadonlyMap<RoomId, number>) {
  const left = new Map(parts);
  const asked: [room: number, days: number][] = [];
  let removed = 0;
  const task = retentionTask({
    rooms: { walk: async (after, limit) => rooms.filter(({ id }) => id > after).slice(0, limit) },
    tenantDays: new Map([[DEFAULT_TENANT, 30]]),
    removeOld: async ({ id }, days) => {
      asked.push([id, days]);
      const more = left.get(id) ?? 0;
      left.set(id, more - 1);
      return { removed: more > 0 ? 200 : 0, more: more > 0 };
    },
    removed: (messages) => {
      removed += messages;
    },
  });
  let runs = 0;
  let place: TaskPlace | null = null;
  do {
    place = await task.run(place, CONTEXT);
    runs += 1;
  } while (place !== null);
  return { asked, runs, removed };
}

describe('The nightly removal of old messages', () => {
  const room = (id: number, fields: Partial<Room> = {}): Room => buildRoom({ id: id as RoomId, ...fields });

  it('goes by the days of the room, else of its tenant, and leaves other rooms alone', async () => {
    const rooms = [
      room(1),
      room(2, { retentionDays: 7 }),
      room(3, { tenant: OTHER }),
      room(4, { tenant: OTHER, retentionDays: 1 }),
    ];
    const { asked, runs, removed } = await nights(rooms, new Map());
    expect(asked).to.deep.equal([
      [1, 30],
      [2, 7],
      [4, 1],
    ]);
    expect([runs, removed]).to.deep.equal([1, 0]);
  });

  it('goes on in another run with a room that has a lot to remove, and passes over none', async () => {
    const rooms = Array.from({ length: 450 }, (_, index) => room(index + 1));
    const { asked, runs, removed } = await nights(rooms, new Map([[2 as RoomId, 45]]));
    expect(removed).to.equal(45 * 200);
    expect(new Set(asked.map(([id]) => id)).size).to.equal(450);
    expect(runs).to.be.above(3);
  });
});
