import type { Domain } from '../domain.js';
import { notFound } from '../errors.js';
import type { RoomId } from '../ids.js';
import { directKeyOf, type Room } from '../model/room.js';
import type { Actor } from '../model/user.js';
import type { RoomKey } from '../use-cases.js';

/**
 * The room of the caller with one person, or of a project. Some wires name it so in every request, hence the directory: in the steady state
 * nothing is read. Membership may come from the cache; what is done in the room authorises for itself.
 * @throws ChatError `not_found`, also for somebody else's project
 */
export async function findRoom(domain: Domain, actor: Actor, key: RoomKey): Promise<RoomId> {
  const name = nameOf(actor, key);
  const known = domain.roomDirectory.get(name);
  if (known !== undefined && (await domain.members.access(known, actor.userId)) !== null) return known;
  // Read anew: a project may have been made again, and a cached refusal may be older than the membership.
  const room = await lookUp(domain, actor, key);
  const access = room && (await domain.members.access(room.id, actor.userId, { fresh: true }));
  if (access === null) throw notFound('room');
  domain.roomDirectory.set(name, access.room.id);
  return access.room.id;
}

function nameOf({ tenant, userId }: Actor, key: RoomKey): string {
  return 'direct' in key
    ? `${tenant}/direct/${directKeyOf(userId, key.direct)}`
    : `${tenant}/project/${key.projectId}`;
}

function lookUp({ rooms }: Domain, { tenant, userId }: Actor, key: RoomKey): Promise<Room | null> {
  return 'direct' in key
    ? rooms.findDirect(tenant, [userId, key.direct])
    : rooms.findByProject(tenant, key.projectId);
}
