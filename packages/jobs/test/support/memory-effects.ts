import type { Changes, Message, RoomId } from '@crosstalk/domain';
import type { PreviewPayload, RoomEffectsPorts } from '@crosstalk/jobs';

export interface MemoryRoom {
  seq: number;
  rev: number;
  effectsRev: number;
  notifiedSeq: number;
  dirtyAt: number | null;
  updatedAt: number;
  messages: { message: Message; changedAt: number }[];
}

/** A room in memory with as many messages as `revs` names, each with that rev. */
export function roomWith(revs: readonly number[], at = 0, roomId = 1 as RoomId): MemoryRoom {
  const rev = Math.max(0, ...revs);
  const messages = revs.map((each) => ({
    message: { id: each, roomId, rev: each, text: '', deletedAt: null } as unknown as Message,
    changedAt: at,
  }));
  return {
    seq: revs.length,
    rev,
    effectsRev: 0,
    notifiedSeq: revs.length,
    dirtyAt: at,
    updatedAt: at,
    messages,
  };
}

/** The ports of the room job over rooms in memory, recording what was done. `before` runs ahead of each call and may throw. */
export class MemoryEffects {
  readonly rooms = new Map<RoomId, MemoryRoom>();
  readonly done: string[] = [];
  readonly indexed = new Set<number>();
  readonly links: PreviewPayload[] = [];
  time = 1_000_000;
  before: (call: string, roomId: RoomId) => void | Promise<void> = () => {};
  /** Told of each finished room. */
  finished: (roomId: RoomId) => void = () => {};

  readonly ports: { -readonly [Name in keyof RoomEffectsPorts]: RoomEffectsPorts[Name] } = {
    now: () => this.time,
    publishTip: async (roomId, rev) => {
      await this.before('tip', roomId);
      this.done.push(`tip ${roomId}@${rev}`);
    },
    notify: async (roomId) => void this.done.push(`notify ${roomId}`),
    preview: async (links) => void this.links.push(...links),
    search: { apply: async (messages) => messages.forEach((message) => void this.indexed.add(message.id)) },
    messages: { changesAfter: async (roomId, rev, limit) => this.#changesAfter(roomId, rev, limit) },
    effects: {
      dirtyRooms: async (olderThanMs, limit) =>
        [...this.rooms]
          .flatMap(([roomId, { dirtyAt }]) => (dirtyAt === null ? [] : [{ roomId, dirtyAt }]))
          .filter(({ dirtyAt }) => dirtyAt <= this.time - olderThanMs)
          .slice(0, limit),
      load: async (roomId) => {
        await this.before('load', roomId);
        return this.rooms.get(roomId) ?? null;
      },
      mendUnread: async () => ({ mended: 0, lastRoomId: null }),
      setUnread: async (roomId) => void this.done.push(`unread ${roomId}`),
      finish: async (roomId, rev) => {
        const room = this.rooms.get(roomId);
        if (!room) return;
        room.effectsRev = rev;
        room.dirtyAt = room.rev === rev ? null : this.time;
        this.done.push(`finish ${roomId}@${rev}`);
        this.finished(roomId);
      },
    },
  };

  #changesAfter(roomId: RoomId, rev: number, limit: number): Changes | null {
    const room = this.rooms.get(roomId);
    if (!room) return null;
    const later = room.messages.filter(({ message }) => message.rev > rev);
    const page = later.sort((a, b) => a.message.rev - b.message.rev).slice(0, limit);
    return {
      messages: page.map(({ message }) => message),
      knownRevs: page.map(({ message }) => message.rev),
      changedAt: page.map(({ changedAt }) => changedAt),
      head: { seq: room.seq, rev: room.rev, stateRev: 0 },
      more: later.length > limit,
    };
  }
}
