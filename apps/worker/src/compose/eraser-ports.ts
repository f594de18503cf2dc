import type { EraserPorts } from '@crosstalk/domain';
import { roomEffectsJob } from '@crosstalk/jobs';
import type { JobDeps } from './job-deps.js';

/** What the removal of a person works with in a worker: the stores, and the nodes to tell. */
export function eraserPorts({ storage, redis, queues }: JobDeps): EraserPorts {
  return {
    ...storage,
    previews: null,
    clock: { now: Date.now },
    // What is lost is healed: changes of messages by the tip that the room's job tells, the rest when it is looked at.
    events: {
      publish: (channel, event) => void redis.publisher.publish(channel, [event]).catch(() => undefined),
    },
    sideEffects: {
      // When it cannot be enqueued, the room is dirty and the sweep finds it.
      roomChanged: (roomId) =>
        void queues.add('room-effects', [roomEffectsJob(roomId)]).catch(() => undefined),
    },
  };
}
