import type { Domain } from '../domain.js';
import { notFound } from '../errors.js';
import type { RoomId } from '../ids.js';
import type { Actor } from '../model/user.js';
import type { Access } from '../ports/room-store.js';

/**
 * The room and the actor's place in it, read now. An outsider learns nothing: the answer is that of a room that does not exist.
 * @throws ChatError `not_found`
 */
export async function requireAccess(
  domain: Pick<Domain, 'members'>,
  actor: Actor,
  roomId: RoomId,
): Promise<Access> {
  const access = await domain.members.access(roomId, actor.userId, { fresh: true });
  if (access === null) throw notFound('room');
  return access;
}
