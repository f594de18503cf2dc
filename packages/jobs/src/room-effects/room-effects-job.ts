import type { RoomId } from '@crosstalk/domain';
import type { QueuedJob } from '../queue/queued-job.js';
import { jobOptions } from '../queue/queues.js';

export interface RoomEffectsPayload {
  readonly roomId: RoomId;
}

/** Gathers the changes of a burst before the job of a room runs. */
const ROOM_DELAY_MS = 200;

/**
 * The job of a room as a queue entry. At most one of a room runs and one waits: a change that comes while the job runs asks for one
 * more run after it, any other is covered by the job that waits. Ids hold no colon: the queue uses it as its separator.
 */
export function roomEffectsJob(roomId: RoomId): QueuedJob<RoomEffectsPayload> {
  return {
    name: 'room',
    data: { roomId },
    opts: {
      ...jobOptions('room-effects'),
      delay: ROOM_DELAY_MS,
      deduplication: { id: `room-${roomId}`, keepLastIfActive: true },
    },
  };
}
