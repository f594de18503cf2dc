/** @module Every queue by name, with what its jobs carry and how they are tried again. */
import type { RoomId } from '@crosstalk/domain';
import type { JobsOptions } from 'bullmq';

export const ROOM_EFFECTS = 'room-effects';
export const OUTBOX_SWEEP = 'outbox-sweep';
export type QueueName = typeof ROOM_EFFECTS | typeof OUTBOX_SWEEP;

export interface RoomEffectsPayload {
  readonly roomId: RoomId;
}

const SECOND = 1;
const DAY = 86_400 * SECOND;

/** Failed jobs stay for a week so that someone can look; done ones only for as long as they are of interest on a board. */
const KEPT = {
  removeOnComplete: { age: 600 * SECOND, count: 500 },
  removeOnFail: { age: 7 * DAY, count: 5000 },
} as const satisfies JobsOptions;

/** Gathers the changes of a burst before the job of a room runs. */
const ROOM_DELAY_MS = 200;

/**
 * The job of a room as a queue entry. At most one of a room runs and one waits: a change that comes while the job runs asks for one
 * more run after it, any other is covered by the job that waits. Ids hold no colon: the queue uses it as its separator.
 */
export function roomEffectsJob(roomId: RoomId): {
  name: string;
  data: RoomEffectsPayload;
  opts: JobsOptions;
} {
  return {
    name: 'room',
    data: { roomId },
    opts: {
      ...KEPT,
      delay: ROOM_DELAY_MS,
      deduplication: { id: `room-${roomId}`, keepLastIfActive: true },
      attempts: 5,
      backoff: { type: 'exponential', delay: 500, jitter: 0.5 },
    },
  };
}

/** A sweep that failed is not tried again: the next one is due in seconds. */
export const sweepJob = { name: 'sweep', opts: { ...KEPT, attempts: 1 } } as const;

/** Keys of one queue get one hash tag, so that they are in one slot of a Redis Cluster. */
export function keyPrefix(queuePrefix: string): string {
  return `{${queuePrefix}}`;
}
