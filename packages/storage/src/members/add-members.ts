import type { EpochMs, Member, Room, RoomId } from '@crosstalk/domain';
import type { Collections } from '../collections.js';
import { runTransaction } from '../connection/run-transaction.js';
import type { IdLease } from '../ids/id-lease.js';
import { toRoom } from '../rooms/room-schema.js';
import { type NewMember, newMemberDoc, toMember } from './member-schema.js';

export interface MemberAddition {
  readonly roomId: RoomId;
  readonly members: readonly NewMember[];
  readonly at: EpochMs;
}

/** Adds those who are not members yet. Nothing changes when all are; null when the room is gone. */
export async function addMembers(
  { collections, memberIds }: { readonly collections: Collections; readonly memberIds: IdLease },
  { roomId, members, at }: MemberAddition,
): Promise<{ room: Room; added: readonly Member[] } | null> {
  const distinct = [...new Map(members.map((member) => [member.userId, member])).values()];
  const ids = await memberIds.take(distinct.length);
  return runTransaction(collections.client, async (session) => {
    const present = await collections.members
      .find(
        { room: roomId, user: { $in: distinct.map(({ userId }) => userId) } },
        { session, projection: { _id: 0, user: 1 } },
      )
      .toArray();
    const here = new Set<number>(present.map(({ user }) => user));
    const missing = distinct.filter(({ userId }) => !here.has(userId));
    if (missing.length === 0) {
      const unchanged = await collections.rooms.findOne({ _id: roomId }, { session });
      return unchanged && { room: toRoom(unchanged), added: [] };
    }
    const room = await collections.rooms.findOneAndUpdate(
      { _id: roomId },
      { $inc: { stateRev: 1, memberCount: missing.length }, $set: { updatedAt: new Date(at) } },
      { session, returnDocument: 'after' },
    );
    if (!room) return null;
    const { seq, removedSeq = 0 } = room;
    const joining = { id: roomId, seq, removedSeq, joinedAt: new Date(at) };
    const docs = missing.map((member, index) => newMemberDoc(ids[index] as number, member, joining));
    await collections.members.insertMany(docs, { session });
    return { room: toRoom(room), added: docs.map(toMember) };
  });
}
