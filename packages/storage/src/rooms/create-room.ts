import { type CreatedRoom, directKeyOf, type RoomDraft } from '@crosstalk/domain';
import type { mongo } from 'mongoose';
import type { Collections } from '../collections.js';
import { runTransaction } from '../connection/run-transaction.js';
import { isDuplicateError } from '../errors/duplicate-key.js';
import type { IdLease } from '../ids/id-lease.js';
import { type MemberDoc, newMemberDoc, toMember } from '../members/member-schema.js';
import { ONE_DIRECT_ROOM, ONE_PROJECT_ROOM, type RoomDoc, toRoom } from './room-schema.js';

export interface RoomCreation {
  readonly collections: Collections;
  readonly roomIds: IdLease;
  readonly memberIds: IdLease;
}

/** What makes the room the only one of its kind, if anything does. */
function uniqueKey({ type, members, projectId }: RoomDraft): Pick<RoomDoc, 'directKey' | 'projectId'> {
  if (projectId !== null) return { projectId };
  const [one, other] = members;
  return type === 'direct' && one && other ? { directKey: directKeyOf(one.userId, other.userId) } : {};
}

async function newDocs(
  { roomIds, memberIds }: RoomCreation,
  draft: RoomDraft,
): Promise<{ readonly room: RoomDoc; readonly members: readonly MemberDoc[] }> {
  const at = new Date(draft.createdAt);
  const [id, memberDocIds] = await Promise.all([roomIds.takeOne(), memberIds.take(draft.members.length)]);
  const room: RoomDoc = {
    _id: id,
    tenant: draft.tenant,
    type: draft.type,
    title: draft.title,
    ...uniqueKey(draft),
    ownerId: draft.ownerId,
    memberCount: draft.members.length,
    seq: 0,
    rev: 0,
    stateRev: 1,
    effectsRev: 0,
    createdAt: at,
    updatedAt: at,
  };
  const members = draft.members.map((member, index) =>
    newMemberDoc(memberDocIds[index] as number, member, { id, seq: room.seq, joinedAt: at }),
  );
  return { room, members };
}

async function findExisting(
  { rooms, members }: Collections,
  filter: mongo.Filter<RoomDoc>,
): Promise<CreatedRoom | null> {
  const room = await rooms.findOne(filter);
  if (!room) return null;
  const docs = await members.find({ room: room._id }).sort({ _id: 1 }).toArray();
  return { room: toRoom(room), members: docs.map(toMember), created: false };
}

/** Room and members in one transaction, or the direct or project room that was there already. */
export async function createRoom(creation: RoomCreation, draft: RoomDraft): Promise<CreatedRoom> {
  const { collections } = creation;
  const unique = uniqueKey(draft);
  const isUnique = Object.keys(unique).length > 0;
  const existing = isUnique && (await findExisting(collections, { tenant: draft.tenant, ...unique }));
  if (existing) return existing;
  const { room, members } = await newDocs(creation, draft);
  try {
    await runTransaction(collections.client, async (session) => {
      await collections.rooms.insertOne(room, { session });
      if (members.length > 0) await collections.members.insertMany([...members], { session });
    });
  } catch (error) {
    const lost = isDuplicateError(ONE_DIRECT_ROOM, error) || isDuplicateError(ONE_PROJECT_ROOM, error);
    const winner = lost && (await findExisting(collections, { tenant: draft.tenant, ...unique }));
    if (winner) return winner;
    throw error;
  }
  return { room: toRoom(room), members: members.map(toMember), created: true };
}
