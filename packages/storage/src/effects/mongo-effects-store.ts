import type { EpochMs, RoomId } from '@crosstalk/domain';
import type { mongo } from 'mongoose';
import type { Collections } from '../collections.js';
import { TIME_LIMITS_MS } from '../connection/time-limits.js';
import { unreadAt } from '../members/unread-counter.js';
import { type MendedRooms, mendUnread } from './mend-unread.js';

export interface RoomEffects {
  readonly seq: number;
  readonly rev: number;
  /** The rev up to which the side effects are done. */
  readonly effectsRev: number;
  /** Up to this seq offline members were notified. */
  readonly notifiedSeq: number;
  readonly updatedAt: EpochMs;
}

const READ = { maxTimeMS: TIME_LIMITS_MS.read } as const;

/** The outbox: which rooms have side effects due, for the worker. */
export class MongoEffectsStore {
  readonly #collections: Pick<Collections, 'rooms' | 'members'>;

  constructor(collections: Pick<Collections, 'rooms' | 'members'>) {
    this.#collections = collections;
  }

  /** Rooms with side effects due for longer than this many milliseconds, longest first. */
  async dirtyRooms(
    olderThanMs: number,
    limit: number,
  ): Promise<readonly { readonly roomId: RoomId; readonly dirtyAt: EpochMs }[]> {
    const docs = await this.#collections.rooms
      .find<{ _id: number; dirtyAt: Date }>(
        { dirtyAt: { $lt: new Date(Date.now() - olderThanMs) } },
        { ...READ, projection: { _id: 1, dirtyAt: 1 } },
      )
      .sort({ dirtyAt: 1 })
      .limit(limit)
      .toArray();
    return docs.map(({ _id, dirtyAt }) => ({ roomId: _id as RoomId, dirtyAt: dirtyAt.getTime() }));
  }

  /** Null when the room is gone. */
  async load(roomId: RoomId): Promise<RoomEffects | null> {
    const doc = await this.#collections.rooms.findOne(
      { _id: roomId },
      { ...READ, projection: { seq: 1, rev: 1, effectsRev: 1, notifiedSeq: 1, updatedAt: 1 } },
    );
    if (!doc) return null;
    const { seq, rev, effectsRev, notifiedSeq = 0, updatedAt } = doc;
    return { seq, rev, effectsRev, notifiedSeq, updatedAt: updatedAt.getTime() };
  }

  /** Sets the unread counter of every member from the counters, where it differs: as often as one likes. */
  async setUnread(roomId: RoomId): Promise<void> {
    const room = await this.#collections.rooms.findOne({ _id: roomId }, { ...READ, projection: { seq: 1 } });
    if (!room) return;
    const unread = unreadAt(room.seq);
    await this.#collections.members.updateMany(
      { room: roomId, $expr: { $ne: ['$unread', unread] } },
      [{ $set: { unread } }],
      { writeConcern: { w: 1 } },
    );
  }

  mendUnread(after: RoomId, rooms: number): Promise<MendedRooms> {
    return mendUnread(this.#collections, after, rooms);
  }

  /** The side effects are done up to `rev`: the room is clean, or dirty from now when its rev is another by now. */
  async finish(roomId: RoomId, rev: number): Promise<void> {
    const later: mongo.Document = { $ne: ['$rev', rev] };
    await this.#collections.rooms.updateOne({ _id: roomId }, [
      {
        $set: {
          effectsRev: { $max: ['$effectsRev', rev] },
          dirtyAt: { $cond: [later, new Date(), '$$REMOVE'] },
        },
      },
    ]);
  }
}
