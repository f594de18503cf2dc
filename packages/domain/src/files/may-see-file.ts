import type { Domain } from '../domain.js';
import type { RoomId } from '../ids.js';
import type { Attachment } from '../model/attachment.js';
import type { Actor } from '../model/user.js';

/** Up to so many rooms, memberships are read one by one; a file that is posted in more is compared with all that the actor has. */
const FEW_ROOMS = 8;

/** Whether the file is the actor's own, or in a message that the actor can see. */
export async function maySeeFile(domain: Domain, actor: Actor, file: Attachment): Promise<boolean> {
  if (file.tenant !== actor.tenant) return false;
  if (file.ownerId === actor.userId) return true;
  const carrying = await domain.messages.roomsCarrying(file.id);
  if (carrying.length === 0) return false;
  const clearedSeqs = await clearedSeqsOf(
    domain,
    actor,
    carrying.map(({ roomId }) => roomId),
  );
  return carrying.some(({ roomId, seq }) => seq > (clearedSeqs.get(roomId) ?? Number.POSITIVE_INFINITY));
}

/** Up to where the actor cleared each of the rooms; those they are no member of are left out. */
async function clearedSeqsOf(
  domain: Domain,
  { userId }: Actor,
  roomIds: readonly RoomId[],
): Promise<ReadonlyMap<RoomId, number>> {
  if (roomIds.length > FEW_ROOMS) {
    const members = await domain.members.allOf(userId);
    return new Map(members.map(({ roomId, clearedSeq }) => [roomId, clearedSeq]));
  }
  const accesses = await Promise.all(
    roomIds.map((roomId) => domain.members.access(roomId, userId, { fresh: true })),
  );
  return new Map(accesses.flatMap((access) => (access ? [[access.room.id, access.member.clearedSeq]] : [])));
}
