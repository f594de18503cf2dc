import type { Room, RoomId, RoomStore, TenantId } from '@crosstalk/domain';
import type { Task } from '../housekeeping/task.js';

/** Rooms of one read. */
const ROOMS = 200;
/** Parts that are removed in one run; the rest is another run. */
const PARTS = 20;

export interface RetentionOptions {
  readonly rooms: Pick<RoomStore, 'walk'>;
  /** Days by tenant; a tenant that is missing keeps its messages. */
  readonly tenantDays: ReadonlyMap<TenantId, number>;
  /** Removes a part of what the room keeps no longer. */
  removeOld(room: Room, days: number): Promise<{ readonly removed: number; readonly more: boolean }>;
  /** Messages that are gone. */
  removed(messages: number): void;
}

/** Removes messages that are older than their room keeps, every night. */
export function retentionTask(options: RetentionOptions): Task {
  return {
    name: 'retention',
    due: { cronUtc: '20 2 * * *' },
    run: async (place, { signal }) => {
      const after = (place?.after ?? 0) as RoomId;
      const rooms = await options.rooms.walk(after, ROOMS);
      let parts = 0;
      let done: RoomId = after;
      for (const room of rooms) {
        const days = room.retentionDays ?? options.tenantDays.get(room.tenant);
        for (let more = days !== undefined; more; parts += 1) {
          if (parts === PARTS) return { after: done };
          signal.throwIfAborted();
          const part = await options.removeOld(room, days ?? Number.POSITIVE_INFINITY);
          if (part.removed > 0) options.removed(part.removed);
          more = part.more;
        }
        done = room.id;
      }
      return rooms.length < ROOMS ? null : { after: done };
    },
  };
}
