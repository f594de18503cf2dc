import type { RoomId } from '@crosstalk/domain';
import { createOutboxSweep, createRoomEffectsWorker, type JobWorker } from '@crosstalk/jobs';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { MemoryEffects, roomWith } from './support/memory-effects.js';
import { openQueue, type TestQueue } from './support/open-queue.js';
import type { Recorder } from './support/recorder.js';

const ROOM = 1 as RoomId;

describe('The outbox sweep on a real Redis', () => {
  let queue: TestQueue;
  let effects: MemoryEffects;
  let recorder: Recorder;
  const workers: JobWorker[] = [];

  beforeEach(() => {
    queue = openQueue();
    effects = new MemoryEffects();
    recorder = queue.recorder;
    effects.finished = recorder.nudge;
  });

  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.close(1000)));
    await queue.remove();
  });

  function startSweep(): void {
    const { queuePrefix, connections, queues } = queue;
    const options = { connection: connections.consumer(), queuePrefix, observer: recorder };
    workers.push(
      createOutboxSweep({ ...options, queues, effects: effects.ports.effects, now: effects.ports.now }),
    );
    workers.push(createRoomEffectsWorker({ ...options, ports: effects.ports }));
  }

  it('finds a room whose change nobody told and has its side effects done', async () => {
    const room = roomWith([1, 2], effects.time - 60_000);
    effects.rooms.set(ROOM, room);
    startSweep();
    await recorder.until('the room is clean', () => room.dirtyAt === null);
    expect(effects.done).to.deep.equal(['tip 1@2', 'unread 1', 'finish 1@2']);
    expect(recorder.sweeps[0]).to.deep.equal({ rooms: 1, oldestMs: 60_000 });
  });

  it('leaves a room alone that the regular way may still serve', async () => {
    effects.rooms.set(ROOM, roomWith([1], effects.time - 1000));
    startSweep();
    await recorder.until('two sweeps ran', () => recorder.sweeps.length === 2);
    expect(recorder.sweeps).to.deep.equal(Array(2).fill({ rooms: 0, oldestMs: 0 }));
    expect(effects.done).to.deep.equal([]);
  });

  it('goes on after a sweep that failed', async () => {
    const room = roomWith([1], effects.time - 60_000);
    effects.rooms.set(ROOM, room);
    const { dirtyRooms } = effects.ports.effects;
    effects.ports.effects.dirtyRooms = async (...request) => {
      effects.ports.effects.dirtyRooms = dirtyRooms;
      throw new Error(`MongoDB is away ${request.length}`);
    };
    startSweep();
    await recorder.until('the room is clean', () => room.dirtyAt === null);
    expect(recorder.count('outbox-sweep', 'failed')).to.equal(1);
  });

  it('runs once in its interval however many workers there are', async () => {
    for (let worker = 0; worker < 3; worker++) startSweep();
    await recorder.until('three sweeps are done', () => recorder.count('outbox-sweep', 'completed') === 3);
    const bull = queue.queues.open('outbox-sweep');
    expect(await bull.getJobSchedulersCount()).to.equal(1);
    expect(await bull.getDelayedCount()).to.be.at.most(1);
  });
});
