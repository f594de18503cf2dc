import type { RoomId } from '@crosstalk/domain';
import { BullSideEffects, createRoomEffectsWorker, type JobWorker } from '@crosstalk/jobs';
import type { Queue } from 'bullmq';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { MemoryEffects, roomWith } from './support/memory-effects.js';
import { openQueue, type TestQueue } from './support/open-queue.js';
import type { Recorder } from './support/recorder.js';

const ROOM = 1 as RoomId;

describe('Jobs of rooms on a real Redis', () => {
  let queue: TestQueue;
  let effects: MemoryEffects;
  let recorder: Recorder;
  let sideEffects: BullSideEffects;
  let bull: Queue;
  const workers: JobWorker[] = [];

  beforeEach(async () => {
    queue = openQueue();
    effects = new MemoryEffects();
    recorder = queue.recorder;
    effects.finished = recorder.nudge;
    await queue.connected();
    sideEffects = new BullSideEffects({
      connection: queue.connections.producer,
      queuePrefix: queue.queuePrefix,
      observer: recorder,
    });
    bull = queue.queues.open('room-effects');
  });

  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.close(1000)));
    await sideEffects.close();
    await queue.remove();
  });

  function work(): void {
    const connection = queue.connections.consumer();
    const { queuePrefix } = queue;
    workers.push(
      createRoomEffectsWorker({ connection, queuePrefix, observer: recorder, ports: effects.ports }),
    );
  }

  it('a changed room gets its side effects', async () => {
    const room = roomWith([1, 2]);
    effects.rooms.set(ROOM, room);
    work();
    sideEffects.roomChanged(ROOM);
    await recorder.until('the room is clean', () => room.dirtyAt === null);
    expect(effects.done).to.deep.equal(['tip 1@2', 'unread 1', 'finish 1@2']);
  });

  it('a burst of changes of a room is one job, and every room of the burst has its own', async () => {
    for (let round = 0; round < 100; round++) {
      sideEffects.roomChanged(ROOM);
      sideEffects.roomChanged(2 as RoomId);
    }
    await recorder.until('the burst is enqueued', () => recorder.count('room-effects', 'enqueued') > 0);
    expect(recorder.count('room-effects', 'enqueued')).to.equal(2);
    expect(await bull.getDelayedCount()).to.equal(2);
  });

  it('a change told again while the job waits, by this node or another, makes no second job', async () => {
    const { queuePrefix } = queue;
    const other = new BullSideEffects({
      connection: queue.connections.producer,
      queuePrefix,
      observer: recorder,
    });
    sideEffects.roomChanged(ROOM);
    other.roomChanged(ROOM);
    await recorder.until('both told it', () => recorder.count('room-effects', 'enqueued') === 2);
    sideEffects.roomChanged(ROOM);
    await recorder.until('it is told again', () => recorder.count('room-effects', 'enqueued') === 3);
    await other.close();
    expect(await bull.getDelayedCount()).to.equal(1);
  });

  it('a change while the job runs gets one more run after it, never one beside it', async () => {
    const room = roomWith([1]);
    effects.rooms.set(ROOM, room);
    let running = 0;
    let most = 0;
    effects.before = async (call) => {
      if (call === 'load') most = Math.max(most, ++running);
      if (call !== 'tip' || room.rev > 1) return;
      room.rev = 2;
      room.messages.push(...roomWith([2]).messages);
      sideEffects.roomChanged(ROOM);
      await recorder.until('the change is told', () => recorder.count('room-effects', 'enqueued') === 2);
    };
    effects.finished = () => {
      running--;
      recorder.nudge();
    };
    work();
    sideEffects.roomChanged(ROOM);
    await recorder.until('both runs ended', () => recorder.count('room-effects', 'completed') === 2);
    expect(room).to.include({ effectsRev: 2, dirtyAt: null });
    expect(most).to.equal(1);
  });

  it('a job that failed is tried again', async () => {
    const room = roomWith([1]);
    effects.rooms.set(ROOM, room);
    let attempts = 0;
    effects.before = (call) => {
      if (call === 'tip' && ++attempts < 3) throw new Error('Redis is away');
    };
    work();
    sideEffects.roomChanged(ROOM);
    await recorder.until('the room is clean', () => room.dirtyAt === null);
    expect(attempts).to.equal(3);
    expect(recorder.count('room-effects', 'failed')).to.equal(2);
  });

  it('a job that failed for good is kept, and the room can be enqueued again', async () => {
    effects.before = () => {
      throw new Error('broken');
    };
    work();
    sideEffects.roomChanged(ROOM);
    await recorder.until('all attempts failed', () => recorder.count('room-effects', 'failed') === 5);
    const [failed] = await bull.getFailed();
    expect(failed?.failedReason).to.equal('broken');
    effects.before = () => {};
    effects.rooms.set(ROOM, roomWith([1]));
    sideEffects.roomChanged(ROOM);
    await recorder.until('the new job is done', () => recorder.count('room-effects', 'completed') === 1);
  });
});
