import type { RoomId } from '@crosstalk/domain';
import type { Task } from '../housekeeping/task.js';
import type { JobObserver } from '../job-observer.js';
import type { EffectsStore } from '../ports.js';

const EVERY_MS = 6 * 3_600_000;
const ROOMS = 200;

/** Walks all rooms and sets the unread counters that are wrong, for whatever reason. */
export function mendUnreadTask(effects: Pick<EffectsStore, 'mendUnread'>, observer: JobObserver): Task {
  return {
    name: 'mend-unread',
    due: { everyMs: EVERY_MS },
    run: async (place) => {
      const after = (place?.after ?? 0) as RoomId;
      const { mended, lastRoomId } = await effects.mendUnread(after, ROOMS);
      if (mended > 0) observer.mended(mended);
      return lastRoomId === null ? null : { after: lastRoomId };
    },
  };
}
