import type { Access, RoomId, UserId } from '@crosstalk/domain';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { AccessCache } from '../src/members/access-cache.js';

const ROOM = 1 as RoomId;
const USER = 2 as UserId;

/** A cache whose loads end when the test says so. */
function manualCache(options: { readonly capacity?: number; readonly ttlMs?: number } = {}) {
  const loads: ((access: Access | null) => void)[] = [];
  const cache = new AccessCache({
    capacity: 10,
    ttlMs: 60_000,
    ...options,
    load: () => new Promise((resolve) => loads.push(resolve)),
  });
  return { cache, loads };
}

const access = (stateRev: number): Access => ({ room: { stateRev }, member: {} }) as Access;

describe('The access cache', () => {
  it('shares one load between callers and keeps what it brings', async () => {
    const { cache, loads } = manualCache();
    const both = [cache.get(ROOM, USER), cache.get(ROOM, USER)];
    loads[0]?.(access(1));
    expect(await Promise.all(both)).to.deep.equal([access(1), access(1)]);
    expect(await cache.get(ROOM, USER)).to.deep.equal(access(1));
    expect(loads).to.have.length(1);
  });

  it('does not remember that somebody is no member', async () => {
    const { cache, loads } = manualCache();
    const first = cache.get(ROOM, USER);
    loads[0]?.(null);
    expect(await first).to.equal(null);
    void cache.get(ROOM, USER);
    expect(loads).to.have.length(2);
  });

  it('forgets one member or a whole room, and nothing else', async () => {
    const { cache, loads } = manualCache();
    const keys = [
      [ROOM, USER],
      [ROOM, 3 as UserId],
      [9 as RoomId, USER],
    ] as const;
    const all = keys.map(([room, user]) => cache.get(room, user));
    for (const resolve of loads) resolve(access(1));
    await Promise.all(all);
    cache.invalidate(ROOM, USER);
    void cache.get(...keys[0]);
    expect(loads).to.have.length(4);
    await cache.get(...keys[1]);
    await cache.get(...keys[2]);
    expect(loads).to.have.length(4);
    cache.invalidate(ROOM);
    void cache.get(...keys[1]);
    expect(loads).to.have.length(5);
    await cache.get(...keys[2]);
    expect(loads).to.have.length(5);
  });

  it('does not keep what was loaded before it was told to forget', async () => {
    const { cache, loads } = manualCache();
    const early = cache.get(ROOM, USER);
    cache.invalidate(ROOM);
    const late = cache.get(ROOM, USER);
    expect(loads).to.have.length(2);
    loads[1]?.(access(2));
    expect(await late).to.deep.equal(access(2));
    loads[0]?.(access(1));
    await early;
    expect((await Promise.race([cache.get(ROOM, USER), null]))?.room.stateRev).to.not.equal(1);
  });

  it('still forgets when there were more invalidations than it can remember', async () => {
    const { cache, loads } = manualCache({ capacity: 2 });
    const first = cache.get(ROOM, USER);
    loads[0]?.(access(1));
    await first;
    for (const room of [ROOM, 5, 6, 7, 8]) cache.invalidate(room as RoomId);
    void cache.get(ROOM, USER);
    expect(loads).to.have.length(2);
  });

  it('loads again when its time is over', async () => {
    const { cache, loads } = manualCache({ ttlMs: 0 });
    const first = cache.get(ROOM, USER);
    loads[0]?.(access(1));
    await first;
    void cache.get(ROOM, USER);
    expect(loads).to.have.length(2);
  });
});
