import type { Domain } from '../domain.js';
import type { RoomId, UserId } from '../ids.js';
import { LIMITS } from '../limits.js';

/** Who owns the room when these people leave it: the admin who joined first, else the member who did; null when nobody stays. */
export async function findHeir(
  domain: Pick<Domain, 'members'>,
  roomId: RoomId,
  leaving: readonly UserId[],
): Promise<UserId | null> {
  const members = await domain.members.list(roomId, LIMITS.membersPerRoom);
  const staying = members.filter((member) => !leaving.includes(member.userId));
  const heir = staying.find((member) => member.role === 'admin') ?? staying[0];
  return heir?.userId ?? null;
}
