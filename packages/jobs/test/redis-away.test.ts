import type { RoomId } from '@crosstalk/domain';
import {
  BullSideEffects,
  createOutboxSweep,
  createRoomEffectsWorker,
  type QueueRedis,
} from '@crosstalk/jobs';
import { OwnRedis } from '@crosstalk/testing';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { MemoryEffects, roomWith } from './support/memory-effects.js';
import { openQueue } from './support/open-queue.js';
import { Recorder } from './support/recorder.js';

const ROOM = 1 as RoomId;

/** Resolves with the next such event; unlike `once` of Node, errors on the way are no failure. */
function seen(connection: QueueRedis, event: 'ready' | 'reconnecting'): Promise<void> {
  return new Promise((resolve) => connection.once(event, () => resolve()));
}

describe('While the Redis of the queues is away', () => {
  let redis: OwnRedis;
  let recorder: Recorder;
  beforeEach(async () => {
    redis = await OwnRedis.start();
    recorder = new Recorder();
  });
  afterEach(() => redis.remove());

  it('a change is counted as not enqueued, and nothing throws or waits', async () => {
    const { connections, queuePrefix } = openQueue(redis.url);
    await redis.kill();
    const sideEffects = new BullSideEffects({
      connection: connections.producer,
      queuePrefix,
      observer: recorder,
    });
    sideEffects.roomChanged(ROOM);
    await recorder.until('the loss is counted', () => recorder.count('room-effects', 'enqueue_failed') === 1);
    await redis.resume();
    if (connections.producer.status !== 'ready') await seen(connections.producer, 'ready');
    sideEffects.roomChanged(ROOM);
    await recorder.until('the next is enqueued', () => recorder.count('room-effects', 'enqueued') === 1);
    await sideEffects.close();
    connections.close();
  });

  it('workers wait, and sweep again when it comes back without its data', async () => {
    const { connections, queuePrefix, queues } = openQueue(redis.url);
    const effects = new MemoryEffects();
    effects.finished = recorder.nudge;
    const options = { connection: connections.consumer(), queuePrefix, observer: recorder };
    const { effects: store, now } = effects.ports;
    const sweep = createOutboxSweep({ ...options, queues, effects: store, now });
    const worker = createRoomEffectsWorker({ ...options, ports: effects.ports });
    await recorder.until('a sweep ran', () => recorder.sweeps.length > 0);
    await redis.kill();
    const room = roomWith([1], effects.time - 60_000);
    effects.rooms.set(ROOM, room);
    await redis.resume();
    await recorder.until('the room is clean', () => room.dirtyAt === null);
    expect(effects.done).to.include('finish 1@1');
    await Promise.all([sweep.close(1000), worker.close(1000)]);
    connections.close();
  });

  it('workers end within their deadline', async () => {
    const { connections, queuePrefix, queues } = openQueue(redis.url);
    const effects = new MemoryEffects();
    const options = { connection: connections.consumer(), queuePrefix, observer: recorder };
    const { effects: store, now } = effects.ports;
    const sweep = createOutboxSweep({ ...options, queues, effects: store, now });
    const worker = createRoomEffectsWorker({ ...options, ports: effects.ports });
    await recorder.until('a sweep ran', () => recorder.sweeps.length > 0);
    const noticed = seen(connections.consumer(), 'reconnecting');
    await redis.kill();
    await noticed;
    await Promise.all([sweep.close(1000), worker.close(1000)]);
    connections.close();
  });
});
