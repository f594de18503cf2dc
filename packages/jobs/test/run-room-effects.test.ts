import type { RoomId } from '@crosstalk/domain';
import { runRoomEffects } from '@crosstalk/jobs';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { MemoryEffects, type MemoryRoom, roomWith } from './support/memory-effects.js';

const ROOM = 1 as RoomId;

describe('The side effects of a room', () => {
  let effects: MemoryEffects;
  beforeEach(() => {
    effects = new MemoryEffects();
  });

  function put(room: MemoryRoom): MemoryRoom {
    effects.rooms.set(ROOM, room);
    return room;
  }

  it('tell the tip, index the changes, set the counters and leave the room clean', async () => {
    const room = put(roomWith([1, 2, 3]));
    await runRoomEffects(effects.ports, ROOM);
    expect(effects.done).to.deep.equal(['tip 1@3', 'unread 1', 'finish 1@3']);
    expect([...effects.indexed]).to.deep.equal([1, 2, 3]);
    expect(room).to.include({ effectsRev: 3, dirtyAt: null });
  });

  it('come to the same when they run twice, one after the other or at once', async () => {
    const room = put(roomWith([1, 2, 3]));
    await Promise.all([runRoomEffects(effects.ports, ROOM), runRoomEffects(effects.ports, ROOM)]);
    await runRoomEffects(effects.ports, ROOM);
    expect([...effects.indexed]).to.deep.equal([1, 2, 3]);
    expect(room).to.include({ effectsRev: 3, dirtyAt: null });
  });

  it('are nothing for a room that is gone', async () => {
    await runRoomEffects(effects.ports, ROOM);
    expect(effects.done).to.deep.equal([]);
  });

  it('are done but for the tip when Redis refuses it, and the room stays dirty', async () => {
    const room = put(roomWith([1, 2]));
    effects.before = (call) => {
      if (call === 'tip') throw new Error('Redis is away');
    };
    const failure = await runRoomEffects(effects.ports, ROOM).catch((error: Error) => error.message);
    expect(failure).to.equal('Redis is away');
    expect(effects.done).to.deep.equal(['unread 1']);
    expect([...effects.indexed]).to.deep.equal([1, 2]);
    expect(room.dirtyAt).not.to.equal(null);
  });

  it('keep the room dirty when it moved meanwhile', async () => {
    const room = put(roomWith([1, 2]));
    effects.ports.search.apply = async () => {
      room.rev = 3;
    };
    await runRoomEffects(effects.ports, ROOM);
    expect(room).to.include({ effectsRev: 2, dirtyAt: effects.time });
  });

  it('stop before a hole that a write in flight may fill, and index what fills it', async () => {
    const room = put(roomWith([1, 3], effects.time - 100));
    await runRoomEffects(effects.ports, ROOM);
    expect(room).to.include({ effectsRev: 1, dirtyAt: effects.time });
    room.messages.push(...roomWith([2]).messages);
    await runRoomEffects(effects.ports, ROOM);
    expect([...effects.indexed]).to.have.members([1, 2, 3]);
    expect(room).to.include({ effectsRev: 3, dirtyAt: null });
  });

  it('step over a hole whose writer must be dead', async () => {
    const room = put(roomWith([1, 3], effects.time - 6000));
    await runRoomEffects(effects.ports, ROOM);
    expect(room).to.include({ effectsRev: 3, dirtyAt: null });
  });

  it('wait for a number at the end that is not stored yet, and give it up when it is old', async () => {
    const room = put(roomWith([1], effects.time - 100));
    room.rev = 2;
    await runRoomEffects(effects.ports, ROOM);
    expect(room.effectsRev).to.equal(1);
    effects.time += 5000;
    await runRoomEffects(effects.ports, ROOM);
    expect(room).to.include({ effectsRev: 2, dirtyAt: null });
  });

  it('index a long backlog page by page', async () => {
    const revs = Array.from({ length: 1234 }, (_, index) => index + 1);
    const room = put(roomWith(revs));
    await runRoomEffects(effects.ports, ROOM);
    expect(effects.indexed.size).to.equal(1234);
    expect(room).to.include({ effectsRev: 1234, dirtyAt: null });
  });

  it('have offline members notified of messages, once they are counted as unread, and of nothing else', async () => {
    const room = put({ ...roomWith([1, 2, 3]), notifiedSeq: 1 });
    await runRoomEffects(effects.ports, ROOM);
    expect(effects.done).to.deep.equal(['tip 1@3', 'unread 1', 'notify 1', 'finish 1@3']);
    room.notifiedSeq = 3;
    await runRoomEffects(effects.ports, ROOM);
    expect(effects.done.filter((what) => what === 'notify 1')).to.have.length(1);
  });

  it('are not done while the notification cannot be asked for', async () => {
    const room = put({ ...roomWith([1]), notifiedSeq: 0 });
    effects.ports.notify = () => Promise.reject(new Error('Redis is away'));
    const failure = await runRoomEffects(effects.ports, ROOM).catch((error: Error) => error.message);
    expect(failure).to.equal('Redis is away');
    expect(room.dirtyAt).not.to.equal(null);
  });

  it('have the links of recent changes looked at', async () => {
    const room = put(roomWith([1, 2, 3], effects.time));
    const texts = ['https://a.example/', 'none', 'https://b.example/'];
    room.messages = room.messages.map(({ message }, index) => ({
      message: { ...message, text: texts[index] ?? '' },
      changedAt: effects.time - (index === 2 ? 3_600_000 : 5),
    }));
    await runRoomEffects(effects.ports, ROOM);
    expect(effects.links).to.deep.equal([{ messageId: 1, changedAt: effects.time - 5 }]);
  });
});
