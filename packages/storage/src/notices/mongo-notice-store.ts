import type { Member, MemberId, RoomId } from '@crosstalk/domain';
import type { Collections } from '../collections.js';
import { TIME_LIMITS_MS } from '../connection/time-limits.js';
import { toMember } from '../members/member-schema.js';

const READ = { maxTimeMS: TIME_LIMITS_MS.read } as const;

/** Up to where the members of a room were notified, and whom there is to notify. */
export class MongoNoticeStore {
  readonly #collections: Pick<Collections, 'rooms' | 'members'>;

  constructor(collections: Pick<Collections, 'rooms' | 'members'>) {
    this.#collections = collections;
  }

  /** The seq up to which notifications were handed over; 0 when there were none. Null when the room is gone. */
  async notifiedSeq(roomId: RoomId): Promise<number | null> {
    const doc = await this.#collections.rooms.findOne(
      { _id: roomId },
      { ...READ, projection: { notifiedSeq: 1 } },
    );
    return doc && (doc.notifiedSeq ?? 0);
  }

  /** Members who have not read up to `seq`, by the order in which they joined, `limit` of them behind `after`. */
  async unreadMembers(
    roomId: RoomId,
    page: { readonly seq: number; readonly after: MemberId; readonly limit: number },
  ): Promise<readonly Member[]> {
    const docs = await this.#collections.members
      .find({ room: roomId, _id: { $gt: page.after }, readSeq: { $lt: page.seq } }, READ)
      .sort({ _id: 1 })
      .limit(page.limit)
      .toArray();
    return docs.map(toMember);
  }

  /** Never moves back. */
  async finish(roomId: RoomId, seq: number): Promise<void> {
    // One server is enough: what a failover forgets is sent once more under the same ids.
    await this.#collections.rooms.updateOne(
      { _id: roomId },
      { $max: { notifiedSeq: seq } },
      { writeConcern: { w: 1 } },
    );
  }
}
